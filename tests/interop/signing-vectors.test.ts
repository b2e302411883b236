import { createHash, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import { from } from '@digitalbazaar/ed25519-multikey';
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import { issue } from '@digitalbazaar/vc';
import jsonld from 'jsonld';
import { describe, expect, test } from 'vitest';
import {
  checkShape,
  documentLoader,
  type JsonObject,
  signCredential,
  verifyProofs,
} from '../../src/openbadges/index.ts';
import { decodeEd25519Key, toPublicKey } from '../../src/openbadges/keys.ts';
import vector from '../data/openbadges/obv3p0/vector.json' with { type: 'json' };
import keyPair from '../data/vc-di-eddsa/keyPair.json' with { type: 'json' };
import { signedBadge } from './badges.ts';

const text = (path: string) => readFileSync(new URL(`../data/${path}`, import.meta.url), 'utf8');
const json = (path: string) => JSON.parse(text(path)) as JsonObject;
const sha256 = (value: string) => createHash('sha256').update(value).digest('hex');

/** What the context that the W3C vectors use consists of; a copy, so that the canonical form does not rest on ours. */
const examples = new Map([
  [
    'https://www.w3.org/ns/credentials/examples/v2',
    { '@context': { '@vocab': 'https://www.w3.org/ns/credentials/examples#' } },
  ],
]);

const canonize = (document: object) =>
  jsonld.canonize(document, {
    algorithm: 'RDFC-1.0',
    format: 'application/n-quads',
    base: null,
    safe: true,
    documentLoader: documentLoader(examples),
  });

function without(document: JsonObject, name: string): JsonObject {
  const { [name]: _left, ...rest } = document;
  return rest;
}

/** The proof without its value, as it is hashed: with the contexts of the document (Data Integrity EdDSA §3.2.5). */
const proofConfiguration = (signed: JsonObject) => {
  const [proof] = [signed.proof].flat() as [JsonObject];
  return { ...without(proof, 'proofValue'), '@context': signed['@context'] };
};

describe('the signing vector of Open Badges 3.0', () => {
  const signed = json('openbadges/obv3p0/signed-credential.json');
  const proof = signed.proof as JsonObject;
  const issuer = (signed.issuer as JsonObject).id as string;
  const key = {
    id: vector.verificationMethod,
    controller: issuer,
    publicKeyMultibase: vector.publicKeyMultibase,
    secretKeyMultibase: vector.secretKeyMultibase,
  };

  test('has the published canonical forms and hashes', async () => {
    const document = await canonize(without(signed, 'proof'));
    expect(document).toBe(text('openbadges/obv3p0/document-canon.txt'));
    expect(sha256(document)).toBe(vector.documentHashHex);
    const configuration = await canonize(proofConfiguration(signed));
    expect(configuration).toBe(text('openbadges/obv3p0/proof-canon.txt'));
    expect(sha256(configuration)).toBe(vector.proofHashHex);
  });

  test('is what we sign too, byte for byte', async () => {
    const ours = await signCredential(without(signed, 'proof'), key, { created: new Date(vector.created) });
    expect(ours.proof).toEqual([proof]);
    expect(ours.proof[0].proofValue).toBe(vector.proofValue);
  });

  test('is verified', async () => {
    const controller = {
      id: issuer,
      verificationMethod: [{ ...key, type: 'Multikey' }],
      assertionMethod: [key.id],
    };
    const outcome = await verifyProofs(signed, new Map([[issuer, controller]]));
    expect(outcome).toMatchObject({ verified: true, verificationMethod: key.id });
  });
});

test('the vector of CLR 2.0 has the published canonical forms', async () => {
  const signed = json('openbadges/clrv2p0/signed-credential.json');
  expect(await canonize(without(signed, 'proof'))).toBe(text('openbadges/clrv2p0/document-canon.txt'));
  expect(await canonize(proofConfiguration(signed))).toBe(text('openbadges/clrv2p0/proof-canon.txt'));
});

describe.each([
  ['eddsa-rdfc-2022', 'DataInt'],
  ['Ed25519Signature2020', 'EdSig'],
])('the W3C vector of %s', (suite, suffix) => {
  const file = (name: string, extension = 'txt') => `vc-di-eddsa/${suite}/${name}${suffix}.${extension}`;
  const signed = json(file('signed', 'json'));

  test('has every published intermediate value', async () => {
    const document = await canonize(without(signed, 'proof'));
    const configuration = await canonize(json(file('proofConfig', 'json')));
    expect(document).toBe(text(file('canonDoc')));
    expect(configuration).toBe(text(file('proofCanon')));
    expect(sha256(document)).toBe(text(file('docHash')));
    expect(sha256(configuration)).toBe(text(file('proofHash')));
    expect(sha256(configuration) + sha256(document)).toBe(text(file('combinedHash')));
  });

  test('has the signature of its key', () => {
    const key = toPublicKey(decodeEd25519Key(keyPair.publicKeyMultibase) ?? new Uint8Array());
    const signature = Buffer.from(text(file('sigHex')), 'hex');
    expect(verify(null, Buffer.from(text(file('combinedHash')), 'hex'), key, signature)).toBe(true);
    expect((signed.proof as JsonObject).proofValue).toBe(text(file('sigBTC58')));
  });
});

test('of the W3C proof set, every signature is that of its own key', async () => {
  const { proof: proofs, ...document } = json('vc-di-eddsa/proof-set-chain/signedProofSet2.json');
  const hashes = await Promise.all(
    (proofs as JsonObject[]).map(async (proof) => ({
      proof,
      hashed: sha256(await canonize(proofConfiguration({ ...document, proof }))) + sha256(await canonize(document)),
    })),
  );
  expect(hashes).toHaveLength(2);
  for (const { proof, hashed } of hashes) {
    const multibase = String(proof.verificationMethod).split('#')[1] ?? '';
    const key = toPublicKey(decodeEd25519Key(multibase) ?? new Uint8Array());
    expect(verify(null, Buffer.from(hashed, 'hex'), key, base58(String(proof.proofValue).slice(1)))).toBe(true);
  }
});

function base58(value: string): Buffer {
  const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
  let number = 0n;
  for (const letter of value) number = number * 58n + BigInt(alphabet.indexOf(letter));
  return Buffer.from(number.toString(16).padStart(128, '0'), 'hex');
}

test('the libraries we sign with produce the W3C vector of eddsa-rdfc-2022 byte for byte', async () => {
  const expected = json('vc-di-eddsa/eddsa-rdfc-2022/signedDataInt.json');
  const proof = expected.proof as JsonObject;
  const key = await from({
    '@context': 'https://w3id.org/security/multikey/v1',
    type: 'Multikey',
    id: proof.verificationMethod,
    controller: String(proof.verificationMethod).split('#')[0],
    publicKeyMultibase: keyPair.publicKeyMultibase,
    secretKeyMultibase: keyPair.privateKeyMultibase,
  });
  const signed = await issue({
    credential: json('vc-di-eddsa/unsigned.json'),
    suite: new DataIntegrityProof({ signer: key.signer(), date: String(proof.created), cryptosuite }),
    documentLoader: documentLoader(examples),
  });
  expect(signed).toEqual(expected);
});

test('a context that accepts every term is for trying out: the signature fits, and no badge may have it', async () => {
  const signed = json('vc-di-eddsa/eddsa-rdfc-2022/signedDataInt.json');
  const method = String((signed.proof as JsonObject).verificationMethod);
  const did = method.split('#')[0] ?? '';
  const controller = {
    id: did,
    verificationMethod: [
      { id: method, type: 'Multikey', controller: did, publicKeyMultibase: keyPair.publicKeyMultibase },
    ],
    assertionMethod: [method],
  };
  expect(await verifyProofs(signed, new Map([[did, controller]]))).toMatchObject({ code: 'proof-verified' });
  const badge = await signedBadge();
  const open = { ...badge, '@context': [...(badge['@context'] as string[]), ...examples.keys()] };
  expect(checkShape(open).map(({ code }) => code)).toContain('context-not-allowed');
});
