import { readFileSync } from 'node:fs';
import { CompactSign, compactVerify, createLocalJWKSet, decodeProtectedHeader, jwtVerify, UnsecuredJWT } from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  generateSigningKey,
  type KeyAlgorithm,
  keyAlgorithms,
  type PublicJwk,
  privateKeyOf,
  publicJwkOf,
  signatureAlgorithms,
} from '../key-algorithms.ts';
import { signCredentialJwt, verifyCredentialJwt } from './credential-jwt.ts';

const now = new Date('2026-11-22T12:00:00Z');
const kid = 'did:web:badges.example#key';
const credential = {
  '@context': ['https://www.w3.org/ns/credentials/v2'],
  id: 'https://badges.example/credentials/1',
  type: ['VerifiableCredential', 'OpenBadgeCredential'],
  issuer: { id: 'did:web:badges.example', type: ['Profile'] },
  validFrom: '2026-11-01T00:00:00Z',
  validUntil: '2027-11-01T00:00:00Z',
  credentialSubject: { id: 'did:example:holder', type: ['AchievementSubject'] },
};

const keys = new Map<KeyAlgorithm, { jwk: PublicJwk; key: Parameters<typeof signCredentialJwt>[1] }>();
beforeAll(async () => {
  for (const algorithm of keyAlgorithms) {
    const made = await generateSigningKey(algorithm);
    const jwk = publicJwkOf(made.publicKeyMultibase);
    if (jwk === undefined) throw new Error('no key');
    const privateKey = privateKeyOf(algorithm, made.secretKeyMultibase);
    keys.set(algorithm, { jwk, key: { id: kid, algorithm: signatureAlgorithms[algorithm], privateKey } });
  }
});
const of = (algorithm: KeyAlgorithm) => keys.get(algorithm) ?? expect.fail();
const verify = (jwt: string, jwk: PublicJwk, at = now) =>
  verifyCredentialJwt(jwt, async (named) => (named === kid ? jwk : undefined), { now: at });
/** Signs whatever payload and header somebody makes up. */
const signRaw = (payload: object, header: object, algorithm: KeyAlgorithm = 'P-256') =>
  new CompactSign(Buffer.from(JSON.stringify(payload)))
    .setProtectedHeader({ alg: signatureAlgorithms[algorithm], kid, ...header })
    .sign(of(algorithm).key.privateKey);
const payloadOf = (jwt: string) => JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString());

describe.each(keyAlgorithms)('a VC-JWT signed with %s (Open Badges 3.0 §8.2.4)', (algorithm) => {
  test('verifies here, and with the plain library by the published key set', async () => {
    const { jwk, key } = of(algorithm);
    const jwt = await signCredentialJwt(credential, key);
    expect(decodeProtectedHeader(jwt)).toEqual({ alg: signatureAlgorithms[algorithm], kid, typ: 'JWT' });
    expect(await verify(jwt, jwk)).toMatchObject({ verified: true, code: 'jwt-verified', credential });
    const set = createLocalJWKSet({ keys: [{ ...jwk, kid, alg: signatureAlgorithms[algorithm] }] });
    const { payload } = await jwtVerify(jwt, set, { currentDate: now, issuer: 'did:web:badges.example' });
    expect(payload).toMatchObject({
      ...credential,
      iss: 'did:web:badges.example',
      jti: credential.id,
      sub: 'did:example:holder',
      nbf: Date.parse(credential.validFrom) / 1_000,
      exp: Date.parse(credential.validUntil) / 1_000,
    });
  });

  test('does not verify when a letter was changed, or with the key of another', async () => {
    const { jwk, key } = of(algorithm);
    const [header, payload = '', signature] = (await signCredentialJwt(credential, key)).split('.');
    const changed = Buffer.from(payload, 'base64url').toString().replace('holder', 'hijack');
    const forged = [header, Buffer.from(changed).toString('base64url'), signature].join('.');
    expect((await verify(forged, jwk)).code).toBe('signature-mismatch');
    const other = publicJwkOf((await generateSigningKey(algorithm)).publicKeyMultibase) ?? expect.fail();
    expect((await verify([header, payload, signature].join('.'), other)).code).toBe('signature-mismatch');
  });
});

describe('a VC-JWT is refused', () => {
  test.each([
    ['that was not signed', () => new UnsecuredJWT({ ...credential }).encode(), 'malformed-jwt'],
    ['that brings a key of its own', () => signRaw(credential, { jwk: of('P-256').jwk }), 'malformed-jwt'],
    [
      'that points at a key set of its own',
      () => signRaw(credential, { jku: 'https://evil.example' }),
      'malformed-jwt',
    ],
    ['without kid', () => signRaw(credential, { kid: undefined }), 'malformed-jwt'],
    ['of another type', () => signRaw(credential, { typ: 'at+jwt' }), 'malformed-jwt'],
    ['that names a key nobody lists', () => signRaw(credential, { kid: 'did:web:evil.example#key' }), 'unknown-key'],
    ['that names a key of another kind', () => signRaw(credential, {}, 'Ed25519'), 'unknown-key'],
    ['without claims', () => signRaw(credential, {}), 'claims-missing'],
    ['that is no JSON object', () => signRaw(['x'], {}), 'malformed-jwt'],
    ['that is no JWT', async () => 'hello', 'malformed-jwt'],
  ])('%s', async (_what, make, code) => {
    expect(await verify(await make(), of('P-256').jwk)).toMatchObject({ verified: false, code });
  });

  test.each([
    ['iss', 'did:web:other.example'],
    ['jti', 'https://badges.example/credentials/2'],
    ['sub', 'did:example:other'],
    ['nbf', 0],
    ['exp', 9_999_999_999],
  ])('of which the claim %s says something else than the credential (§8.3)', async (claim, value) => {
    const right = payloadOf(await signCredentialJwt(credential, of('P-256').key));
    const wrong = await signRaw({ ...right, [claim]: value }, {});
    expect((await verify(wrong, of('P-256').jwk)).code).toBe('claims-mismatch');
    const { [claim]: _, ...without } = right;
    expect((await verify(await signRaw(without, {}), of('P-256').jwk)).code).toBe('claims-missing');
  });

  test('of which a claim says what the credential does not say at all', async () => {
    const {
      validUntil: _,
      credentialSubject: __,
      ...rest
    } = payloadOf(await signCredentialJwt(credential, of('P-256').key));
    const nobody = { ...rest, credentialSubject: { type: ['AchievementSubject'] } };
    const { sub: _sub, ...withEnd } = nobody;
    const { exp: _exp, ...withSubject } = nobody;
    for (const payload of [withEnd, withSubject])
      expect((await verify(await signRaw(payload, {}), of('P-256').jwk)).code).toBe('claims-mismatch');
    const { exp: _end, ...neither } = withEnd;
    expect((await verify(await signRaw(neither, {}), of('P-256').jwk)).code).toBe('jwt-verified');
  });

  test('before its time and after it', async () => {
    const jwt = await signCredentialJwt(credential, of('RSA').key);
    const at = (moment: string) => verify(jwt, of('RSA').jwk, new Date(moment));
    expect((await at('2026-10-31T23:00:00Z')).code).toBe('jwt-not-yet-valid');
    expect((await at('2027-11-01T00:00:01Z')).code).toBe('jwt-expired');
  });

  test('by whoever signs: a badge without the id of a holder cannot be one', async () => {
    const { id: _, ...subject } = credential.credentialSubject;
    await expect(signCredentialJwt({ ...credential, credentialSubject: subject }, of('RSA').key)).rejects.toThrow(/id/);
  });
});

/** w3c/vc-jose-cose-test-suite; see tests/data/README.md. They carry no `sub` and `nbf`, which only Open Badges asks for. */
describe('the vectors of VC-JOSE-COSE', () => {
  const read = (name: string) =>
    readFileSync(new URL(`../../../tests/data/vc-jose-cose/${name}`, import.meta.url), 'utf8').trim();
  const listed = ['vm-p256.json', 'vm-ed25519.json'].map((name) => JSON.parse(read(name)).publicKeyJwk);
  const findKey = async (named: string) => {
    const { alg, kid: _, ...jwk } = listed.find((each) => each.kid === named) ?? {};
    return jwk.kty === undefined ? undefined : jwk;
  };

  test.each([
    ['credential-jose-minimal.txt', 'jwt-verified'],
    ['credential-jose-vc-vp-claims.txt', 'claims-mismatch'],
    ['credential-jose-bad-signature.txt', 'signature-mismatch'],
    ['credential-jose-unknown-extensions.txt', 'unsupported-algorithm'], // ES512
    ['credential-jose-bad-media-type.txt', 'malformed-jwt'],
  ])('%s: %s', async (name, code) => {
    const outcome = await verifyCredentialJwt(read(name), findKey, { now });
    expect(outcome.code).toBe(code);
    if (code === 'jwt-verified') expect(outcome.credential).toMatchObject({ id: expect.any(String) });
  });
});

test('the plain library agrees about the vector that is right', async () => {
  const jwt = readFileSync(new URL('../../../tests/data/vc-jose-cose/credential-jose-minimal.txt', import.meta.url));
  const key = JSON.parse(
    readFileSync(new URL('../../../tests/data/vc-jose-cose/vm-p256.json', import.meta.url), 'utf8'),
  ).publicKeyJwk;
  await expect(compactVerify(jwt.toString().trim(), createLocalJWKSet({ keys: [key] }))).resolves.toBeDefined();
});
