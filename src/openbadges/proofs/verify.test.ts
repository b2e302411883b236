import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import { from } from '@digitalbazaar/ed25519-multikey';
import { Ed25519Signature2020 } from '@digitalbazaar/ed25519-signature-2020';
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import { issue } from '@digitalbazaar/vc';
import { beforeAll, describe, expect, test } from 'vitest';
import other from '../../../tests/data/vc-di-eddsa/keyPair.json' with { type: 'json' };
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
import { documentLoader } from '../document-loader.ts';
import { encodeEd25519Key } from '../keys.ts';
import type { JsonObject } from '../shape/finding.ts';
import { didKeyDocument } from './did-key.ts';
import type { ControllerDocument, VerificationMethod } from './proof-key.ts';
import { type SecretKey, signCredential } from './sign.ts';
import { verifyProofs } from './verify.ts';

const minute = 60_000;
let badge: JsonObject;
let proof: JsonObject;

beforeAll(async () => {
  badge = await signedBadge(minimalFacts);
  [proof] = badge.proof as [JsonObject];
});

const later = (milliseconds: number) => ({ now: new Date(created.getTime() + milliseconds) });

/** The controller of the issuer with another description of its key. */
function listing(method: Partial<VerificationMethod>, listed?: Partial<ControllerDocument>) {
  const [own] = controllerOf(issuerKey).verificationMethod;
  const document = {
    ...controllerOf(issuerKey),
    verificationMethod: [{ ...own, ...method } as VerificationMethod],
    ...listed,
  };
  return new Map([[issuerDid, document]]);
}

/** Signed by the stock library with further members in the proof, which are under the signature too. */
async function signedWith(suite: object, more: JsonObject, contexts: string[] = []): Promise<JsonObject> {
  const unsigned = buildCredential(minimalFacts);
  const credential = { ...unsigned, '@context': [...unsigned['@context'], ...contexts] };
  return issue({ credential, suite: Object.assign(suite, { proof: more }), documentLoader: documentLoader() });
}

const signerOf = async (key: SecretKey) =>
  (await from({ '@context': 'https://w3id.org/security/multikey/v1', type: 'Multikey', ...key })).signer();
const dataIntegrity = async () =>
  new DataIntegrityProof({ signer: await signerOf(issuerKey), date: '2026-07-23T09:30:00Z', cryptosuite });

describe('a proof holds', () => {
  test('as array of one, and as object', async () => {
    const expected = { verified: true, code: 'proof-verified', verificationMethod: issuerKey.id };
    expect(await verifyProofs(badge, controllers)).toMatchObject(expected);
    expect(await verifyProofs({ ...badge, proof }, controllers)).toMatchObject(expected);
  });

  test('of the older suite Ed25519Signature2020', async () => {
    const suite = new Ed25519Signature2020({ signer: await signerOf(issuerKey), date: '2026-07-23T09:30:00Z' });
    const older = await signedWith(suite, {}, ['https://w3id.org/security/suites/ed25519-2020/v1']);
    expect(older.proof).toMatchObject({ type: 'Ed25519Signature2020' });
    expect(await verifyProofs(older, controllers)).toMatchObject({ verified: true });
    expect(await verifyProofs({ ...older, name: 'x' }, controllers)).toMatchObject({ code: 'signature-mismatch' });
  });

  test('of an issuer that is a did:key', async () => {
    const did = `did:key:${other.publicKeyMultibase}`;
    const key: SecretKey = {
      id: `${did}#${other.publicKeyMultibase}`,
      controller: did,
      publicKeyMultibase: other.publicKeyMultibase,
      secretKeyMultibase: other.privateKeyMultibase,
    };
    const signed = await signCredential(buildCredential({ ...minimalFacts, issuer: { id: did, name: 'x' } }), key, {
      created,
    });
    const document = didKeyDocument(did);
    expect(document).toBeDefined();
    if (document === undefined) return;
    expect(await verifyProofs({ ...signed }, new Map([[did, document]]))).toMatchObject({ verified: true });
    expect(didKeyDocument('did:web:example.org')).toBeUndefined();
  });

  test('of a key that has expired since, when the proof was made before', async () => {
    expect(await verifyProofs(badge, listing({ expires: '2026-07-23T09:30:00Z' }), later(minute))).toMatchObject({
      verified: true,
    });
  });

  test('until the moment that it names itself', async () => {
    const signed = await signedWith(await dataIntegrity(), { expires: '2026-07-24T00:00:00Z' });
    expect(await verifyProofs(signed, controllers, later(minute))).toMatchObject({ verified: true });
    expect(await verifyProofs(signed, controllers, later(24 * 60 * minute))).toMatchObject({ code: 'proof-expired' });
  });

  test('of a signer whose clock runs ahead a little', async () => {
    expect(await verifyProofs(badge, controllers, later(-5 * minute))).toMatchObject({ verified: true });
    expect(await verifyProofs(badge, controllers, later(-5 * minute - 1))).toMatchObject({
      code: 'proof-from-the-future',
    });
  });
});

describe('a proof does not hold', () => {
  const proofs: [string, string, (good: JsonObject) => unknown][] = [
    ['no-proof', 'that is not there', () => undefined],
    ['no-proof', 'in an empty list', () => []],
    ['malformed-proof', 'that is null', () => [null]],
    ['malformed-proof', 'that is a text', () => 'proof'],
    ['malformed-proof', 'without value', ({ proofValue: _, ...rest }) => rest],
    ['malformed-proof', 'without verification method', ({ verificationMethod: _, ...rest }) => rest],
    [
      'malformed-proof',
      'with a value in base64url, which the stock suite takes',
      (good) => ({ ...good, proofValue: `u${Buffer.alloc(64).toString('base64url')}` }),
    ],
    ['malformed-proof', 'with a short value', (good) => ({ ...good, proofValue: 'z11' })],
    ['malformed-proof', 'that expires on 30 February', (good) => ({ ...good, expires: '2030-02-30T00:00:00Z' })],
    ['malformed-proof', 'five times', (good) => [good, good, good, good, good]],
    ['unsupported-proof', 'of an unknown type', (good) => ({ ...good, type: 'RsaSignature2018' })],
    ['unsupported-proof', 'of a suite that nobody knows', (good) => ({ ...good, cryptosuite: 'eddsa-rdfc-2099' })],
    ['signature-mismatch', 'that names another suite', (good) => ({ ...good, cryptosuite: 'eddsa-jcs-2022' })],
    ['signature-mismatch', 'that names its suite by the old name', (good) => ({ ...good, cryptosuite: 'eddsa-2022' })],
    ['wrong-purpose', 'made to log in', (good) => ({ ...good, proofPurpose: 'authentication' })],
    ['proof-expired', 'that expires before it was made', (good) => ({ ...good, expires: '2026-07-23T09:29:59Z' })],
    ['unknown-key', 'of a key of nobody', (good) => ({ ...good, verificationMethod: 'did:web:nobody.example#key' })],
    ['signature-mismatch', 'made at another moment', (good) => ({ ...good, created: '2026-07-23T09:30:01Z' })],
    [
      'signature-mismatch',
      'with another value',
      (good) => ({ ...good, proofValue: String(good.proofValue).replace(/.$/, (last) => (last === '2' ? '3' : '2')) }),
    ],
    [
      'previous-proof-missing',
      'that says it follows another',
      (good) => ({ ...good, previousProof: 'urn:uuid:26329423-bec9-4b2e-88cb-a7c7d9dc4544' }),
    ],
    ['not-processable', 'with a member that no context defines', (good) => ({ ...good, unknownTerm: 'x' })],
  ];
  test.each(proofs)('%s: one %s', async (code, _name, change) => {
    expect(await verifyProofs({ ...badge, proof: change(proof) }, controllers)).toMatchObject({
      verified: false,
      code,
    });
  });

  test.each<[string, string, JsonObject]>([
    ['signature-mismatch', 'a word was changed', { name: 'x' }],
    ['not-processable', 'a member was added that no context defines', { unknownTerm: 'x' }],
    ['not-processable', 'a context was added that is not pinned', { '@context': ['https://example.org/'] }],
  ])('%s: when %s', async (code, _name, change) => {
    expect(await verifyProofs({ ...badge, ...change }, controllers)).toMatchObject({ verified: false, code });
  });

  test.each<[string, string, ReadonlyMap<string, ControllerDocument>]>([
    ['unknown-key', 'nobody lists the key', new Map()],
    ['unknown-key', 'the key is listed for other purposes only', listing({}, { assertionMethod: [] })],
    ['unknown-key', 'the key says that another controls it', listing({ controller: 'did:web:other.example' })],
    ['unsound-key', 'the key is no Ed25519 Multikey', listing({ publicKeyMultibase: 'zNonsense' })],
    ['key-revoked', 'the key was revoked', listing({ revoked: '2027-01-01T00:00:00Z' })],
    ['key-expired', 'the key had expired', listing({ expires: '2026-07-23T09:29:59Z' })],
    ['signature-mismatch', 'the key is another', listing({ publicKeyMultibase: other.publicKeyMultibase })],
  ])('%s: when %s', async (code, _name, listed) => {
    expect(await verifyProofs(badge, listed)).toMatchObject({ verified: false, code });
  });
});

test('a key with which one signature fits every document is refused', async () => {
  // The neutral point as key and as R, and S = 0: the equation of RFC 8032 §5.1.7 holds whatever was signed. OpenSSL 3.0 (Node 20) accepts
  // it for all documents, 3.5 (Node 26) does not.
  const neutral = Uint8Array.from({ length: 32 }, (_, index) => (index === 0 ? 1 : 0));
  const universal = Uint8Array.from([...neutral, ...new Uint8Array(32)]);
  const listed = listing({ publicKeyMultibase: encodeEd25519Key(neutral) });
  const forged = { ...badge, proof: { ...proof, proofValue: multibase(universal) } };
  expect(await verifyProofs(forged, listed)).toMatchObject({ verified: false, code: 'unsound-key' });
});

function multibase(bytes: Uint8Array): string {
  const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
  let text = '';
  for (let value = BigInt(`0x${Buffer.from(bytes).toString('hex')}`); value > 0n; value /= 58n)
    text = `${alphabet[Number(value % 58n)]}${text}`;
  return `z${text}`;
}

describe('of several proofs', () => {
  const stranger: SecretKey = {
    id: `did:key:${other.publicKeyMultibase}#${other.publicKeyMultibase}`,
    controller: `did:key:${other.publicKeyMultibase}`,
    publicKeyMultibase: other.publicKeyMultibase,
    secretKeyMultibase: other.privateKeyMultibase,
  };
  const both = new Map([...controllers, [stranger.controller, controllerOf(stranger)]]);
  let strange: JsonObject;

  beforeAll(async () => {
    const signed = await signCredential(buildCredential(minimalFacts), stranger, { created });
    strange = { ...signed.proof[0] };
  });

  test('all must hold: the stock library is content with one', async () => {
    const spoiled = { ...strange, created: '2026-07-23T09:30:01Z' };
    const outcome = await verifyProofs({ ...badge, proof: [proof, spoiled] }, both);
    expect(outcome).toMatchObject({ verified: false, code: 'signature-mismatch', verificationMethod: stranger.id });
    expect(outcome.proofs.map(({ code }) => code)).toEqual(['proof-verified', 'signature-mismatch']);
  });

  test.each(['first', 'last'])('the one by the issuer is told, also when the stranger signed %s', async (place) => {
    const proofs = place === 'first' ? [strange, proof] : [proof, strange];
    const outcome = await verifyProofs({ ...badge, proof: proofs }, both);
    expect(outcome).toMatchObject({ verified: true, verificationMethod: issuerKey.id });
    expect(outcome.proofs).toHaveLength(2);
  });

  test('a stranger alone signs validly, and is told as the one who signed', async () => {
    const outcome = await verifyProofs({ ...badge, proof: strange }, both);
    expect(outcome).toMatchObject({ verified: true, verificationMethod: stranger.id });
  });
});
