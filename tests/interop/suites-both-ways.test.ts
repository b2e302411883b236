import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import { from as ecdsaKey } from '@digitalbazaar/ecdsa-multikey';
import { cryptosuite as ecdsaRdfc2019 } from '@digitalbazaar/ecdsa-rdfc-2019-cryptosuite';
import {
  createDiscloseCryptosuite,
  createSignCryptosuite as signSd,
  createVerifyCryptosuite as verifySd,
} from '@digitalbazaar/ecdsa-sd-2023-cryptosuite';
import { from as ed25519Key } from '@digitalbazaar/ed25519-multikey';
import { Ed25519Signature2020 } from '@digitalbazaar/ed25519-signature-2020';
import {
  createSignCryptosuite as signJcs,
  createVerifyCryptosuite as verifyJcs,
} from '@digitalbazaar/eddsa-jcs-2022-cryptosuite';
import { cryptosuite as eddsaRdfc2022 } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import jsigs from 'jsonld-signatures';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  buildCredential,
  documentLoader,
  type JsonObject,
  type SuiteOptions,
  signWithSuite,
  suiteKeyOfMultikey,
  verifyProofs,
} from '../../src/openbadges/index.ts';
import p256 from '../vectors/vc-di-ecdsa/p256KeyPair.json' with { type: 'json' };
import p384 from '../vectors/vc-di-ecdsa/p384KeyPair.json' with { type: 'json' };
import { controllerOf, created, issuerDid, issuerKey, richFacts } from './badges.ts';

const withId = (pair: { publicKeyMultibase: string; secretKeyMultibase: string }) => ({
  ...pair,
  id: `${issuerDid}#${pair.publicKeyMultibase}`,
  controller: issuerDid,
  type: 'Multikey',
  '@context': 'https://w3id.org/security/multikey/v1',
});
const keys = { Ed25519: withId(issuerKey), 'P-256': withId(p256), 'P-384': withId(p384) };
type Kind = keyof typeof keys;

const date = '2026-07-23T09:30:00Z';
const olderContext = 'https://w3id.org/security/suites/ed25519-2020/v1';
const purpose = () =>
  new jsigs.purposes.AssertionProofPurpose({
    controller: { id: issuerDid, assertionMethod: Object.values(keys).map(({ id }) => id) },
  });
const loader = documentLoader(new Map(Object.values(keys).map(({ secretKeyMultibase: _, ...key }) => [key.id, key])));
const controllers = new Map([
  [
    issuerDid,
    {
      id: issuerDid,
      verificationMethod: Object.values(keys).flatMap((key) => controllerOf(key).verificationMethod),
      assertionMethod: Object.values(keys).map(({ id }) => id),
    },
  ],
]);

/** The badge that states everything, with the words of the older suite too. */
const badge: JsonObject = { ...buildCredential(richFacts) };
const olderBadge = { ...badge, '@context': [...(badge['@context'] as string[]), olderContext] };

interface Stock {
  readonly suite: SuiteOptions['suite'];
  readonly kind: Kind;
  readonly signing: (signer: object) => object;
  readonly verifying: () => object;
}

const integrity = (cryptosuite: object) => (signer: object) => new DataIntegrityProof({ signer, date, cryptosuite });
const stock: Stock[] = [
  {
    suite: 'eddsa-rdfc-2022',
    kind: 'Ed25519',
    signing: integrity(eddsaRdfc2022),
    verifying: () => new DataIntegrityProof({ cryptosuite: eddsaRdfc2022 }),
  },
  {
    suite: 'eddsa-jcs-2022',
    kind: 'Ed25519',
    signing: integrity(signJcs()),
    verifying: () => new DataIntegrityProof({ cryptosuite: verifyJcs() }),
  },
  {
    suite: 'Ed25519Signature2020',
    kind: 'Ed25519',
    signing: (signer) => new Ed25519Signature2020({ signer, date }),
    verifying: () => new Ed25519Signature2020(),
  },
  ...(['P-256', 'P-384'] as const).map((kind) => ({
    suite: 'ecdsa-rdfc-2019' as const,
    kind,
    signing: integrity(ecdsaRdfc2019),
    verifying: () => new DataIntegrityProof({ cryptosuite: ecdsaRdfc2019 }),
  })),
];

const signerOf = async (kind: Kind) =>
  kind === 'Ed25519' ? (await ed25519Key(keys[kind])).signer() : (await ecdsaKey(keys[kind])).signer();
const own = (document: JsonObject, suite: SuiteOptions['suite'], kind: Kind, more: Partial<SuiteOptions> = {}) =>
  signWithSuite(document, {
    suite,
    key: suiteKeyOfMultikey(keys[kind]),
    verificationMethod: keys[kind].id,
    created,
    ...more,
  });
const stockSays = async (document: JsonObject, suite: object) =>
  (await jsigs.verify(structuredClone(document), { suite, purpose: purpose(), documentLoader: loader })).verified;
const weSay = async (document: JsonObject) => (await verifyProofs(document, controllers)).code;

/** Changes that keep the document processable: a text, a number, a proof. */
const tampered = (document: JsonObject): JsonObject[] => [
  { ...document, name: 'Another name' },
  { ...document, validUntil: '2099-01-01T00:00:00Z' },
  { ...document, proof: { ...(document.proof as JsonObject), created: '2026-07-23T09:30:01Z' } },
];

describe.each(stock)('$suite with $kind', ({ suite, kind, signing, verifying }) => {
  const document = suite === 'Ed25519Signature2020' ? olderBadge : badge;

  test('what we sign, the stock library verifies; and what it signs, we do', async () => {
    const ours = await own(document, suite, kind);
    const theirs = await jsigs.sign(structuredClone(document), {
      suite: signing(await signerOf(kind)),
      purpose: purpose(),
      documentLoader: loader,
    });
    if (kind === 'Ed25519') expect(ours.proof).toEqual(theirs.proof);
    for (const signed of [ours, theirs]) {
      expect([await stockSays(signed, verifying()), await weSay(signed)]).toEqual([true, 'proof-verified']);
      for (const changed of tampered(signed))
        expect([await stockSays(changed, verifying()), await weSay(changed)]).toEqual([false, 'signature-mismatch']);
    }
  });
});

describe('ecdsa-sd-2023', () => {
  const shown = { selectivePointers: ['/credentialSubject/achievement/name', '/validUntil'] };
  const mandatoryPointers = ['/issuer', '/validFrom', '/credentialSubject/type'];
  let base: JsonObject[];
  const derive = (document: JsonObject) =>
    jsigs.derive(structuredClone(document), {
      suite: new DataIntegrityProof({ cryptosuite: createDiscloseCryptosuite(shown) }),
      purpose: purpose(),
      documentLoader: loader,
    });

  beforeAll(async () => {
    const theirs = await jsigs.sign(structuredClone(badge), {
      suite: integrity(signSd({ mandatoryPointers }))(await signerOf('P-256')),
      purpose: purpose(),
      documentLoader: loader,
    });
    base = [await own(badge, 'ecdsa-sd-2023', 'P-256', { mandatoryPointers }), theirs];
  });

  test('what a holder derives from our proof or that of the stock library, both verify', async () => {
    for (const document of base) {
      expect(await weSay(document)).toBe('base-proof');
      const derived = await derive(document);
      expect(derived).not.toHaveProperty('awardedDate');
      const verifying = () => new DataIntegrityProof({ cryptosuite: verifySd() });
      expect([await stockSays(derived, verifying()), await weSay(derived)]).toEqual([true, 'proof-verified']);
      for (const changed of tampered(derived))
        expect([await stockSays(changed, verifying()), await weSay(changed)]).toEqual([false, 'signature-mismatch']);
    }
  });

  test('is signed with P-256 only', async () => {
    await expect(own(badge, 'ecdsa-sd-2023', 'Ed25519')).rejects.toThrow('Ed25519');
  });
});

test.each(['P-256', 'P-384'] as const)(
  'ecdsa-jcs-2019 with %s: what we sign we verify, what was changed not',
  async (kind) => {
    const signed = await own(badge, 'ecdsa-jcs-2019', kind);
    expect(await weSay(signed)).toBe('proof-verified');
    for (const changed of tampered(signed)) expect(await weSay(changed)).toBe('signature-mismatch');
  },
);
