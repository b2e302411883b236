import { beforeAll, describe, expect, test } from 'vitest';
import { judge } from './judge.ts';
import {
  badgeOf,
  contexts,
  controllerWith,
  holder,
  jwtKey,
  olderContexts,
  type Played,
  playedSources,
  withClaims,
} from './played-sources.test-data.ts';

const issuerId = 'did:web:foreign.example';
const kid = `${issuerId}#key-1`;
let key: Awaited<ReturnType<typeof jwtKey>>;
let thief: Awaited<ReturnType<typeof jwtKey>>;
let listed: Played;
beforeAll(async () => {
  [key, thief] = await Promise.all([jwtKey(), jwtKey()]);
  listed = { controllers: [controllerWith(issuerId, { 'key-1': key.jwk })] };
});

const badge = badgeOf(issuerId);
const payload = withClaims(badge);

async function judged(token: string, played = listed) {
  const verification = await judge({ kind: 'jwt', token }, playedSources(played));
  const codes = Object.fromEntries(verification.checks.map(({ name, outcome, code }) => [name, `${outcome}: ${code}`]));
  return { ...verification, codes };
}

describe('a VC-JWT (Open Badges 3.0 §8.2.4)', () => {
  test('of a listed key is valid; the claims are no part of the credential', async () => {
    expect(await judged(await key.sign(payload, { kid, typ: 'JWT' }))).toMatchObject({
      verdict: 'valid',
      kind: 'open-badge-3.0',
      securing: 'vc-jwt',
      proofs: [{ code: 'proof-verified', verificationMethod: kid, cryptosuite: 'ES256' }],
      credential: badge,
    });
    expect((await judged(await key.sign(payload, { kid }))).credential).toEqual(badge);
  });

  test.each([
    ['the fragment alone', 'key-1'],
    ['the fragment with its sign', '#key-1'],
  ])('names its key by %s', async (_name, name) => {
    expect((await judged(await key.sign(payload, { kid: name }))).verdict).toBe('valid');
  });

  test('may bring along the key that its issuer lists', async () => {
    expect((await judged(await key.sign(payload, { jwk: key.jwk }))).verdict).toBe('valid');
  });

  test('with the claim `vc` is read as version 1.1 does: claims stand in for members (VC Data Model 1.1 §6.3.1)', async () => {
    const { id: _id, validFrom: _from, issuer: _issuer, ...rest } = badge;
    const { id: _holder, ...subject } = rest.credentialSubject;
    const { iss, jti, sub, nbf } = payload;
    const older = { ...rest, '@context': olderContexts, issuer: badge.issuer, credentialSubject: subject };
    const verification = await judged(await key.sign({ iss, jti, sub, nbf, vc: older }, { kid }));
    expect(verification).toMatchObject({
      verdict: 'valid-with-warnings',
      kind: 'open-badge-3.0-vcdm-1.1',
      credential: { id: badge.id, issuanceDate: '2026-11-01T00:00:00Z', credentialSubject: { id: holder } },
    });
  });

  test('needs no JSON-LD: a badge whose context nobody can process is judged (openbadges-3.md §0.9)', async () => {
    const context = [...contexts, 'https://educredentials.example/context.json', { x: { '@context': 5 } }];
    const edubadge = { ...payload, '@context': context, 'eduid:extra': null };
    expect((await judged(await key.sign(edubadge, { kid }))).verdict).toBe('valid');
  });

  test('must still be a complete badge', async () => {
    const { credentialSubject: _, ...rest } = payload;
    expect(await judged(await key.sign(rest, { kid }))).toMatchObject({
      verdict: 'malformed',
      codes: { shape: 'failed: schema' },
    });
  });

  test('without the claims that Open Badges asks for holds with a warning; as `vc+jwt` it has none', async () => {
    const bare = await judged(await key.sign(badge, { kid }));
    expect(bare).toMatchObject({ verdict: 'valid-with-warnings', codes: { proof: 'warning: claims-missing' } });
    expect((await judged(await key.sign(badge, { kid, typ: 'vc+jwt' }))).verdict).toBe('valid');
  });

  test.each<[string, object]>([
    ['iss', { iss: 'did:web:other.example' }],
    ['sub', { sub: 'did:example:other' }],
    ['jti', { jti: 'https://foreign.example/badges/2' }],
    ['nbf', { nbf: payload.nbf - 1 }],
    ['exp that the badge does not have', { exp: 4e9 }],
    ['exp that is another', { validUntil: '2027-01-01T00:00:00Z', exp: 4e9 }],
  ])('whose claim %s contradicts the badge is invalid', async (_name, change) => {
    const verification = await judged(await key.sign({ ...payload, ...change }, { kid }));
    expect(verification).toMatchObject({ verdict: 'invalid', codes: { proof: 'failed: claims-mismatch' } });
    expect(verification.credential).toBeUndefined();
  });

  test('that has ended is expired', async () => {
    const ended = { ...payload, validUntil: '2026-11-02T00:00:00Z', exp: Date.parse('2026-11-02T00:00:00Z') / 1_000 };
    expect((await judged(await key.sign(ended, { kid }))).verdict).toBe('expired');
  });
});

describe('whose key it is (openbadges-3.md §0.8: the official validator believes an embedded jwk)', () => {
  test.each<[string, () => object]>([
    ['an embedded jwk', () => ({ jwk: thief.jwk })],
    ['an embedded jwk beside the name of a key that is not there', () => ({ kid: `${issuerId}#none`, jwk: thief.jwk })],
    ['a key in its own name', () => ({ kid: `${issuerId}#${thief.publicKeyMultibase}` })],
  ])('%s that the issuer does not list: the signature fits, the issuer is not proven', async (_name, header) => {
    const verification = await judged(await thief.sign(payload, header()));
    expect(verification).toMatchObject({
      verdict: 'issuer-not-proven',
      codes: { proof: 'passed: proof-verified', issuer: 'failed: key-not-listed' },
    });
  });

  test('the key of somebody else, who does list it, proves nothing about this issuer', async () => {
    const other = controllerWith('did:web:thief.example', { a: thief.jwk });
    const token = await thief.sign(payload, { kid: 'did:web:thief.example#a' });
    const verification = await judged(token, { controllers: [...(listed.controllers ?? []), other] });
    expect(verification.verdict).toBe('issuer-not-proven');
  });

  test('a listed key goes before an embedded one', async () => {
    expect((await judged(await thief.sign(payload, { kid, jwk: thief.jwk }))).verdict).toBe('invalid');
  });

  test('an issuer whose host is down: nobody knows', async () => {
    const down: Played = { unavailable: { [issuerId]: 'unreachable' } };
    expect(await judged(await key.sign(payload, { kid }), down)).toMatchObject({ verdict: 'unknown' });
    const embedded = await judged(await key.sign(payload, { jwk: key.jwk }), down);
    expect(embedded).toMatchObject({ verdict: 'unknown', codes: { proof: 'passed: proof-verified' } });
  });

  test('a key that the issuer has withdrawn proves nothing', async () => {
    const controller = controllerWith(issuerId, { 'key-1': key.jwk });
    const [method] = controller.verificationMethod;
    const withdrawn = {
      ...controller,
      verificationMethod: [{ ...method, revoked: '2026-11-20T00:00:00Z' }],
      assertionMethod: [],
    };
    const verification = await judged(await key.sign(payload, { kid }), {
      controllers: [withdrawn as typeof controller],
    });
    expect(verification).toMatchObject({ verdict: 'invalid', codes: { proof: 'failed: key-compromised' } });
  });

  test('a key that had ended when it signed', async () => {
    const controller = controllerWith(issuerId, { 'key-1': key.jwk });
    const ended = controller.verificationMethod.map((method) => ({ ...method, expires: '2026-10-01T00:00:00Z' }));
    const played = { controllers: [{ ...controller, verificationMethod: ended }] };
    expect((await judged(await key.sign(payload, { kid }), played)).codes.proof).toBe('failed: key-expired');
  });
});

describe('tokens that are not what they seem', () => {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

  test('without a signature (`none`) is invalid', async () => {
    const verification = await judged(`${encode({ alg: 'none', kid })}.${encode(payload)}.`);
    expect(verification).toMatchObject({ verdict: 'invalid', codes: { proof: 'failed: no-proof' } });
  });

  test('made with the public key as a secret (RFC 8725 §2.1) could not be checked', async () => {
    const token = `${encode({ alg: 'HS256', kid })}.${encode(payload)}.AAAA`;
    expect((await judged(token)).codes.proof).toBe('not-checked: unsupported-proof');
  });

  test('an algorithm of another kind of key', async () => {
    const token = `${encode({ alg: 'EdDSA', kid })}.${encode(payload)}.AAAA`;
    expect((await judged(token)).codes.proof).toBe('failed: signature-mismatch');
  });

  test('changed after signing is invalid', async () => {
    const [head, , tail] = (await key.sign(payload, { kid })).split('.');
    const verification = await judged(`${head}.${encode({ ...payload, name: 'x' })}.${tail}`);
    expect(verification).toMatchObject({ verdict: 'invalid', codes: { proof: 'failed: signature-mismatch' } });
  });

  test.each([
    ['no token', 'badge'],
    ['no JSON', 'YWJj.YWJj.YWJj'],
    ['an unknown rule that must be understood', `${encode({ alg: 'ES256', crit: ['x'] })}.${encode({})}.AA`],
  ])('%s cannot be read', async (_name, token) => {
    expect(await judged(token)).toMatchObject({ verdict: 'malformed', codes: { input: 'failed: malformed-jwt' } });
  });

  test('a key that brings its secret along is nobody’s', async () => {
    const verification = await judged(await key.sign(payload, { jwk: { ...key.jwk, d: 'AAAA' } }));
    expect(verification.codes.proof).toBe('failed: unsound-key');
  });
});
