import { createHash, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import { verifyCredential as stockVerify } from '@digitalbazaar/vc';
import { verifyCredential } from '@digitalcredentials/verifier-core';
import { Ajv2019 } from 'ajv/dist/2019.js';
import addFormats from 'ajv-formats';
import jsonld from 'jsonld';
import { canonize } from 'rdf-canonize';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  buildStatusListCredential,
  type CredentialFacts,
  checkShape,
  documentLoader,
  encodeBitstring,
  type JsonObject,
  signCredential,
  verifyProofs,
} from '../../src/openbadges/index.ts';
import { decodeEd25519Key, toPublicKey } from '../../src/openbadges/keys.ts';
import { stubNetwork } from '../support/stub-network.ts';
import {
  controllerOf,
  controllers,
  created,
  issuerDid,
  issuerKey,
  listUrl,
  minimalFacts,
  richFacts,
  signedBadge,
} from './badges.ts';

const schemas = new URL('../../src/openbadges/schemas/', import.meta.url);
const schemaText = (file: string) => readFileSync(new URL(file, schemas), 'utf8');
const generations = ['ob_v3p0_achievementcredential_schema.json', 'strict-2025-03-achievementcredential.json'];

const badges: [string, CredentialFacts][] = [
  ['a badge that says all it can', richFacts],
  ['a badge that says as little as it can', minimalFacts],
];

const didDocument = {
  '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'],
  ...controllerOf(issuerKey),
};

async function statusList(set: number[]): Promise<object> {
  const unsigned = buildStatusListCredential({
    id: listUrl,
    issuer: issuerDid,
    encodedList: encodeBitstring(set),
    validFrom: created,
    validUntil: new Date('2026-08-01T00:00:00Z'),
    ttl: 60_000,
  });
  return signCredential(unsigned, issuerKey, { created: created });
}

const schemaUrl = 'https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json';
const didUrl = 'https://badges.example/issuers/kompas/did.json';

beforeEach(() => {
  // Foreign verifiers look at the clock: a day after issuing.
  vi.useFakeTimers({ now: created.getTime() + 86_400_000, toFake: ['Date'] });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe.each(badges)('%s', (_name, facts) => {
  test.each(generations)('is valid under %s', async (file) => {
    const ajv = new Ajv2019({ strict: false, allErrors: true });
    addFormats.default(ajv);
    const validate = ajv.compile(JSON.parse(schemaText(file)));
    validate(await signedBadge(facts));
    expect(validate.errors ?? []).toEqual([]);
  });

  test('passes our own checks', async () => {
    const badge = await signedBadge(facts);
    expect(checkShape(badge)).toEqual([]);
    expect(await verifyProofs(badge, controllers, { now: new Date() })).toMatchObject({
      verified: true,
      verificationMethod: issuerKey.id,
    });
  });

  test('is verified with nothing but canonicalisation, SHA-256 and Ed25519', async () => {
    const { proof: proofs, ...document } = await signedBadge(facts);
    const { proofValue: _value, ...proof } = (proofs as JsonObject[])[0] ?? {};
    const hash = async (value: object) => {
      const dataset = await jsonld.toRDF(value, { safe: true, base: null, documentLoader: documentLoader() });
      return createHash('sha256')
        .update(await canonize(dataset, { algorithm: 'RDFC-1.0' }))
        .digest();
    };
    const hashed = Buffer.concat([await hash({ ...proof, '@context': document['@context'] }), await hash(document)]);
    const publicKey = toPublicKey(decodeEd25519Key(issuerKey.publicKeyMultibase) ?? new Uint8Array());
    expect(verify(null, hashed, publicKey, base58(String(_value).slice(1)))).toBe(true);
  });

  test.each([
    ['as an array of one, as we issue it', (proof: JsonObject[]) => proof],
    ['as an object, as others write it', (proof: JsonObject[]) => proof[0]],
  ])('is verified by the stock library with its proof %s', async (_form, change) => {
    const badge = await signedBadge(facts);
    const keyDocument = {
      '@context': 'https://w3id.org/security/multikey/v1',
      ...controllerOf(issuerKey).verificationMethod[0],
    };
    const documents = new Map<string, object>([
      [issuerDid, didDocument],
      [issuerKey.id, keyDocument],
    ]);
    const result = await stockVerify({
      credential: { ...badge, proof: change(badge.proof as JsonObject[]) },
      suite: new DataIntegrityProof({ cryptosuite }),
      documentLoader: documentLoader(documents),
      checkStatus: async () => ({ verified: true }),
    });
    expect(result).toMatchObject({ verified: true });
  });
});

describe('verifier-core, the heart of Learner Credential Wallet and VerifierPlus,', () => {
  const answers = async (set: number[]) => ({
    [didUrl]: didDocument,
    [listUrl]: await statusList(set),
    [schemaUrl]: JSON.parse(schemaText(generations[0] ?? '')),
  });
  const judge = async (credential: JsonObject) =>
    verifyCredential({ credential: credential as never, knownDIDRegistries: [] });
  const logged = (response: Awaited<ReturnType<typeof judge>>) =>
    Object.fromEntries((response.log ?? []).map(({ id, valid }) => [id, valid]));

  test.each(badges)('accepts %s', async (_name, facts) => {
    const asked = stubNetwork(await answers([]));
    const response = await judge(await signedBadge(facts));
    expect(response.errors).toBeUndefined();
    expect(logged(response)).toMatchObject({ valid_signature: true, expiration: true, revocation_status: true });
    expect(response.additionalInformation).toMatchObject([
      { id: 'schema_check', results: [{ result: { valid: true } }] },
    ]);
    // It remembers DID documents and schemas, never a status list.
    expect(asked).toContain(listUrl);
  });

  test('sees that a badge was revoked', async () => {
    stubNetwork(await answers([richFacts.status.index]));
    expect(logged(await judge(await signedBadge()))).toMatchObject({ valid_signature: true, revocation_status: false });
  });

  test('sees that a badge was changed', async () => {
    stubNetwork(await answers([]));
    const response = await judge({ ...(await signedBadge()), name: 'Meester' });
    expect(response.errors).toMatchObject([{ name: 'invalid_signature' }]);
  });
});

/** Written down again, so that the library cannot be wrong in the same way. */
function base58(text: string): Buffer {
  const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
  let value = 0n;
  for (const letter of text) value = value * 58n + BigInt(alphabet.indexOf(letter));
  return Buffer.from(value.toString(16).padStart(128, '0'), 'hex');
}
