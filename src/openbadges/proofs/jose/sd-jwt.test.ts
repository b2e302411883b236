import { createHash, generateKeyPairSync } from 'node:crypto';
import { CompactSign } from 'jose';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../shape/finding.ts';
import { publicKeyOfJwk } from '../public-key.ts';
import type { FindKey } from './jws.ts';
import { type SdJwtTerms, verifySdJwt } from './sd-jwt.ts';

const now = new Date('2026-11-22T12:00:00Z');
const seconds = now.getTime() / 1_000;
const pair = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });
const [issuer, holder, stranger] = [pair(), pair(), pair()];
const jwkOf = ({ publicKey }: typeof issuer) => publicKeyOfJwk(publicKey.export({ format: 'jwk' }))?.jwk;
const findKey: FindKey = async (kid) => (kid === 'did:web:i.example#key' ? jwkOf(issuer) : undefined);

const written = (parts: unknown) => Buffer.from(JSON.stringify(parts)).toString('base64url');
const digest = (text: string, hash = 'sha256') => createHash(hash).update(text).digest('base64url');
const signed = (payload: JsonObject, header: object = {}, key = issuer.privateKey) =>
  new CompactSign(Buffer.from(JSON.stringify(payload)))
    .setProtectedHeader({ alg: 'ES256', kid: 'did:web:i.example#key', typ: 'dc+sd-jwt', ...header })
    .sign(key);

const name = written(['salt-of-the-name', 'given_name', 'Anna']);
const street = written(['salt-of-the-street', 'street', 'Wibautstraat']);
const address = written(['salt-of-the-address', 'address', { _sd: [digest(street)], city: 'Amsterdam' }]);
const first = written(['salt-of-an-item', 'NL']);
const second = written(['salt-of-an-item-too', 'BE']);
const claims = {
  iss: 'did:web:i.example',
  vct: 'https://i.example/badge',
  _sd_alg: 'sha-256',
  _sd: [digest(name), digest(address), digest('decoy')],
  countries: [{ '...': digest(first) }, 'DE', { '...': digest(second) }],
};
const check = (text: string, terms: Partial<SdJwtTerms> = {}) => verifySdJwt(text, findKey, { now, ...terms });
const shown = async (disclosures: string[], payload: JsonObject = claims, header: object = {}) =>
  check([await signed(payload, header), ...disclosures, ''].join('~'));

describe('an SD-JWT VC (RFC 9901 §7.1)', () => {
  test('says what was disclosed, wherever it stands, and nothing of the rest', async () => {
    expect(await shown([name, address, street, first])).toEqual({
      verified: true,
      code: 'jwt-verified',
      kind: 'sd-jwt-vc',
      kid: 'did:web:i.example#key',
      boundToHolder: false,
      payload: {
        iss: 'did:web:i.example',
        vct: 'https://i.example/badge',
        given_name: 'Anna',
        address: { city: 'Amsterdam', street: 'Wibautstraat' },
        countries: ['NL', 'DE'],
      },
    });
    expect((await shown([])).payload).toEqual({ iss: claims.iss, vct: claims.vct, countries: ['DE'] });
  });

  test.each(['sha-384', 'sha-512'])('may use %s', async (hash) => {
    const payload = { vct: 'x', _sd_alg: hash, _sd: [digest(name, hash.replace('-', ''))] };
    expect((await shown([name], payload)).payload).toEqual({ vct: 'x', given_name: 'Anna' });
  });

  test.each<[string, string, string[], JsonObject?, object?]>([
    ['disclosure-mismatch', 'a disclosure that no digest is for', [name, written(['salt', 'role', 'expert'])]],
    ['disclosure-mismatch', 'a disclosure that was changed', [written(['salt-of-the-name', 'given_name', 'Eve'])]],
    ['disclosure-mismatch', 'a disclosure twice', [name, name]],
    ['disclosure-mismatch', 'a disclosure below one that is not there', [street]],
    ['disclosure-mismatch', 'a digest twice', [name], { vct: 'x', _sd: [digest(name)], a: { _sd: [digest(name)] } }],
    ['disclosure-mismatch', 'a digest twice that nothing is disclosed of', [], { vct: 'x', _sd: ['y', 'y'] }],
    ['disclosure-mismatch', 'a member that is there already', [name], { ...claims, given_name: 'Eve' }],
    ['disclosure-mismatch', 'a member in the place of an item', [name], { vct: 'x', a: [{ '...': digest(name) }] }],
    ['disclosure-mismatch', 'an item in the place of a member', [first], { vct: 'x', _sd: [digest(first)] }],
    [
      'disclosure-mismatch',
      'a member called _sd',
      [written(['s', '_sd', []])],
      { vct: 'x', _sd: [digest(written(['s', '_sd', []]))] },
    ],
    ['disclosure-mismatch', 'an unknown hash function', [name], { ...claims, _sd_alg: 'md5' }],
    ['disclosure-mismatch', 'a disclosure that is no JSON', ['bm8']],
    [
      'claims-mismatch',
      'the type disclosed',
      [written(['s', 'vct', 'x'])],
      { '@context': [], _sd: [digest(written(['s', 'vct', 'x']))] },
    ],
    [
      'claims-mismatch',
      'an issuer that can be hidden',
      [written(['s', 'iss', 'x'])],
      { vct: 'x', _sd: [digest(written(['s', 'iss', 'x']))] },
    ],
    ['claims-mismatch', 'neither a type nor a context', [], { iss: 'x' }],
    ['claims-mismatch', 'both of them', [], { vct: 'x', '@context': [] }],
    ['jwt-expired', 'an end that has passed', [], { vct: 'x', exp: seconds - 1 }],
    ['jwt-not-yet-valid', 'a beginning to come', [], { vct: 'x', nbf: seconds + 301 }],
    ['malformed-jwt', 'another typ', [], { vct: 'x' }, { typ: 'JWT' }],
    ['unknown-key', 'a key of nobody', [], { vct: 'x' }, { kid: 'did:web:other.example#key' }],
  ])('%s: with %s', async (code, _what, disclosures, payload = claims, header = {}) => {
    expect(await shown(disclosures, payload, header)).toMatchObject({ verified: false, code });
  });

  test('is malformed without its last tilde', async () => {
    expect((await check(await signed({ vct: 'x' }))).code).toBe('malformed-jwt');
  });
});

describe('the binding to a holder (RFC 9901 §7.3)', () => {
  const bound = { ...claims, cnf: { jwk: jwkOf(holder) } };
  const asked = { domain: 'https://verifier.example', challenge: 'n-1' };
  /** @param says what the holder signs beside the hash of what is shown */
  async function presented(says: JsonObject = {}, key = holder.privateKey, header: object = {}): Promise<string> {
    const text = `${[await signed(bound), name].join('~')}~`;
    const payload = { iat: seconds, aud: asked.domain, nonce: 'n-1', sd_hash: digest(text), ...says };
    const binding = await signed(payload, { typ: 'kb+jwt', kid: undefined, ...header }, key);
    return text + binding;
  }

  test('holds for what was shown, to whom and in answer to what', async () => {
    expect(await check(await presented(), asked)).toMatchObject({ verified: true, boundToHolder: true });
    expect(await check(await presented())).toMatchObject({ verified: true, boundToHolder: true });
  });

  test.each<[string, string, () => Promise<string>]>([
    ['holder-binding-mismatch', 'by somebody else', () => presented({}, stranger.privateKey)],
    ['holder-binding-mismatch', 'of another type', () => presented({}, holder.privateKey, { typ: 'JWT' })],
    ['holder-binding-mismatch', 'over something else', () => presented({ sd_hash: digest('x') })],
    ['holder-binding-mismatch', 'without a question', () => presented({ nonce: undefined })],
    ['wrong-domain', 'for another verifier', () => presented({ aud: 'https://other.example' })],
    ['wrong-challenge', 'in answer to another question', () => presented({ nonce: 'n-2' })],
    ['holder-binding-mismatch', 'that is not there, when asked for', async () => `${await signed(bound)}~`],
  ])('%s: one %s', async (code, _what, make) => {
    expect(await check(await make(), asked)).toMatchObject({ verified: false, code });
  });
});
