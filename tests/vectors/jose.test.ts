import { describe, expect, test } from 'vitest';
import {
  type ControllerDocument,
  keysOfControllers,
  verifyCredentialJwt,
  verifyPresentationJwt,
  verifySdJwt,
} from '../../src/openbadges/index.ts';
import { json, text } from './read.ts';

const now = new Date('2024-12-16T12:00:00Z');
const issuer = 'https://example.issuer/vc-jose-cose';

/** The keys of that issuer; the tokens name them by thumbprint, so that is how they are listed here. */
const methods = ['vm-p256', 'vm-p384', 'vm-ed25519', 'vm-p521'].map((name) => {
  const { publicKeyJwk } = json(`vc-jose-cose/${name}.json`) as { publicKeyJwk: { kid: string } };
  return { id: `${issuer}#${publicKeyJwk.kid}`, type: 'JsonWebKey', controller: issuer, publicKeyJwk };
});
const listed = methods.map(({ id }) => id);
const controller: ControllerDocument = {
  id: issuer,
  verificationMethod: methods,
  assertionMethod: listed,
  authentication: listed,
};
const controllers = new Map([[issuer, controller]]);
const read = (name: string) => text(`vc-jose-cose/${name}.txt`).trim();
const { findKey } = keysOfControllers(controllers, { now });
const holders = keysOfControllers(controllers, { now, purpose: 'authentication' });

describe('the vectors of VC JOSE COSE: credentials as JWT', () => {
  test.each([
    ['credential-jose-minimal', 'jwt-verified'],
    ['credential-jose-vc-vp-claims', 'claims-mismatch'],
    ['credential-jose-bad-signature', 'signature-mismatch'],
    ['credential-jose-bad-media-type', 'malformed-jwt'],
    ['credential-jose-unknown-extensions', 'unsupported-algorithm'], // ES512
  ])('%s: %s', async (name, code) => {
    expect((await verifyCredentialJwt(read(name), findKey, { now })).code).toBe(code);
  });
});

describe('the vectors of VC JOSE COSE: presentations as JWT', () => {
  test.each([
    ['presentation-jose-multiple', 'jwt-verified'],
    ['presentation-jose-bad-media-type', 'malformed-jwt'],
    // What is in it is another question: here a "credential" that is none.
    ['presentation-jose-bad-credential', 'jwt-verified'],
  ])('%s: %s', async (name, code) => {
    const at = new Date('2024-12-15T12:00:00Z');
    const outcome = await verifyPresentationJwt(read(name), holders.findKey, { now: at });
    expect(outcome.code).toBe(code);
    if (code === 'jwt-verified') expect(outcome.presentation).toMatchObject({ holder: issuer });
  });

  test('one that has ended is refused', async () => {
    const jwt = read('presentation-jose-multiple');
    const { code } = await verifyPresentationJwt(jwt, holders.findKey, { now: new Date('2026-11-22T12:00:00Z') });
    expect(code).toBe('jwt-expired');
  });
});

describe('the vectors of VC JOSE COSE: SD-JWT', () => {
  test('everything that was disclosed is in its place, and nothing else', async () => {
    const outcome = await verifySdJwt(read('credential-sdjwt-selective'), findKey, { now });
    expect(outcome).toMatchObject({
      verified: true,
      kind: 'vc-jose',
      payload: { issuer, credentialSubject: { birthDate: '1990-01-01', firstName: 'Jane', lastName: 'Doe' } },
    });
    expect(JSON.stringify(outcome.payload)).not.toContain('_sd');
  });

  test('what was not disclosed is not there', async () => {
    const [jws, first] = read('credential-sdjwt-selective').split('~');
    const { payload } = await verifySdJwt(`${jws}~${first}~`, findKey, { now });
    expect(payload?.credentialSubject).toEqual({
      birthDate: '1990-01-01',
      firstName: 'Jane',
      id: 'did:example:ebfeb1f712ebc6f1c276e12ec21',
    });
  });

  test.each([
    ['credential-sdjwt-bad-signature', 'signature-mismatch'],
    ['credential-sdjwt-bad-media-type', 'malformed-jwt'],
    ['credential-sdjwt-nested', 'unsupported-algorithm'], // ES512
    ['presentation-sdjwt-bad-credential', 'malformed-jwt'],
    ['presentation-sdjwt-bad-media-type', 'malformed-jwt'],
    ['presentation-sdjwt-selective', 'malformed-jwt'], // vp+sd-jwt is not among the formats here
  ])('%s: %s', async (name, code) => {
    expect(await verifySdJwt(read(name), findKey, { now })).toMatchObject({ verified: false, code });
  });
});
