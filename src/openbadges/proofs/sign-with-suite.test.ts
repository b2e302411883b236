import { describe, expect, test } from 'vitest';
import { controllerOf, created, issuerKey, richFacts } from '../../../tests/interop/badges.ts';
import { buildCredential } from '../build/credential.ts';
import { signCredential } from './sign.ts';
import { signWithSuite } from './sign-with-suite.ts';
import { suiteKeyOfMultikey } from './suite-key.ts';
import { verifyProofs } from './verify.ts';

const badge = { ...buildCredential(richFacts) };
const key = suiteKeyOfMultikey(issuerKey);
const verificationMethod = issuerKey.id;
const controllers = new Map([[issuerKey.controller, controllerOf(issuerKey)]]);

describe('a document signed with a suite of our own', () => {
  test('is, for eddsa-rdfc-2022, what the stock library makes of it', async () => {
    const own = await signWithSuite(badge, { suite: 'eddsa-rdfc-2022', key, verificationMethod, created });
    const stock = await signCredential(badge, issuerKey, { created });
    expect(own).toEqual({ ...stock, proof: stock.proof[0] });
  });

  test('gets the context that its proof needs, when it has none of those', async () => {
    const older = { '@context': ['https://www.w3.org/2018/credentials/v1'], type: ['VerifiableCredential'] };
    const contextsWith = async (suite: 'eddsa-rdfc-2022' | 'Ed25519Signature2020', document: object = older) =>
      (await signWithSuite({ ...document }, { suite, key, verificationMethod, created }))['@context'];
    expect(await contextsWith('eddsa-rdfc-2022')).toEqual([
      older['@context'][0],
      'https://w3id.org/security/data-integrity/v2',
    ]);
    expect(await contextsWith('Ed25519Signature2020')).toEqual([
      older['@context'][0],
      'https://w3id.org/security/suites/ed25519-2020/v1',
    ]);
    expect(await contextsWith('eddsa-rdfc-2022', badge)).toEqual(badge['@context']);
  });

  test('is verified without that context too by the newer suites: it is added to the words of the proof', async () => {
    const older = {
      ...badge,
      '@context': ['https://www.w3.org/2018/credentials/v1', ...badge['@context'].slice(1)],
      validFrom: undefined,
      validUntil: undefined,
      credentialStatus: undefined,
      issuanceDate: '2026-07-23T09:30:00Z',
    };
    const document = JSON.parse(JSON.stringify(older));
    const codeWithout = async (suite: 'eddsa-rdfc-2022' | 'Ed25519Signature2020') => {
      const signed = await signWithSuite(document, { suite, key, verificationMethod, created });
      expect(await verifyProofs(signed, controllers)).toMatchObject({ verified: true });
      return (await verifyProofs({ ...signed, '@context': older['@context'] }, controllers)).code;
    };
    expect(await codeWithout('eddsa-rdfc-2022')).toBe('proof-verified');
    expect(await codeWithout('Ed25519Signature2020')).toBe('not-processable');
  });

  test('keeps the proofs that it had; one that follows others covers them', async () => {
    const options = { suite: 'eddsa-rdfc-2022', key, verificationMethod, created } as const;
    const first = await signWithSuite(badge, { ...options, id: 'urn:uuid:1' });
    const both = await signWithSuite(first, { ...options, previousProof: 'urn:uuid:1' });
    expect(both.proof).toHaveLength(2);
    expect(await verifyProofs(both, controllers)).toMatchObject({ verified: true });
    const [one, two] = [both.proof].flat();
    expect(await verifyProofs({ ...both, proof: two }, controllers)).toMatchObject({ code: 'previous-proof-missing' });
    const spoiled = [{ ...one, created: '2026-07-23T09:30:01Z' }, two];
    const outcome = await verifyProofs({ ...both, proof: spoiled }, controllers);
    expect(outcome.proofs.map(({ code }) => code)).toEqual(['signature-mismatch', 'signature-mismatch']);
    await expect(signWithSuite(first, { ...options, previousProof: 'urn:uuid:2' })).rejects.toThrow('previousProof');
  });

  test('is not signed by a key of another kind', async () => {
    await expect(signWithSuite(badge, { suite: 'ecdsa-rdfc-2019', key, verificationMethod, created })).rejects.toThrow(
      'Ed25519',
    );
  });
});
