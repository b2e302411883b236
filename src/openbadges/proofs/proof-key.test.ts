import { beforeAll, describe, expect, test } from 'vitest';
import {
  controllerOf,
  controllers,
  created,
  issuerDid,
  issuerKey,
  minimalFacts,
  signedBadge,
} from '../../../tests/interop/badges.ts';
import { buildCredential } from '../build/credential.ts';
import { generateEd25519Key } from '../keys.ts';
import type { JsonObject } from '../shape/finding.ts';
import { keyOfProof } from './proof-key.ts';
import { publicKeyOfMultibase } from './public-key.ts';
import { type SecretKey, signCredential } from './sign.ts';
import { verifyProofs } from './verify.ts';

const proof = { verificationMethod: issuerKey.id, at: created.getTime(), purpose: 'assertionMethod' } as const;

test('the key of a proof is the one that the issuer lists', () => {
  const [own] = controllerOf(issuerKey).verificationMethod;
  expect(keyOfProof(proof, controllers)).toEqual({
    controller: controllerOf(issuerKey),
    method: own,
    key: publicKeyOfMultibase(issuerKey.publicKeyMultibase),
  });
});

describe('a forger', () => {
  const forgerDid = 'did:web:forger.example';
  let forger: SecretKey;
  let forged: JsonObject;

  beforeAll(async () => {
    forger = { id: issuerKey.id, controller: forgerDid, ...(await generateEd25519Key()) };
    forged = { ...(await signCredential(buildCredential(minimalFacts), forger, { created })) };
  });

  test.each([
    ['before', () => new Map([[forgerDid, controllerOf(forger)], ...controllers])],
    ['behind', () => new Map([...controllers, [forgerDid, controllerOf(forger)]])],
    ['instead of', () => new Map([[forgerDid, controllerOf(forger)]])],
  ])('who lists an own key under the id of the issuer’s key gains nothing, %s the issuer', async (_place, known) => {
    const outcome = await verifyProofs(forged, known());
    expect(outcome.verified).toBe(false);
    expect(['unknown-key', 'signature-mismatch']).toContain(outcome.code);
  });

  test('does not stand in the way of the good badge either', async () => {
    const known = new Map([[forgerDid, controllerOf(forger)], ...controllers]);
    expect(await verifyProofs(await signedBadge(), known)).toMatchObject({ verified: true });
  });

  test('who writes an own key into the fragment of the issuer’s id gains nothing: the issuer does not list it', async () => {
    const key: SecretKey = { ...forger, controller: issuerDid, id: `${issuerDid}#${forger.publicKeyMultibase}` };
    const signed = { ...(await signCredential(buildCredential(minimalFacts), key, { created })) };
    // The signature itself is good: a verifier that believes the fragment is taken in.
    expect(await verifyProofs(signed, new Map([[issuerDid, controllerOf(key)]]))).toMatchObject({ verified: true });
    expect(await verifyProofs(signed, controllers)).toMatchObject({ verified: false, code: 'unknown-key' });
    expect(await verifyProofs(signed, new Map())).toMatchObject({ verified: false, code: 'unknown-key' });
  });
});
