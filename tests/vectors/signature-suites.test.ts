import canonicalize from 'canonicalize';
import { describe, expect, test } from 'vitest';
import { type JsonObject, signWithSuite, suiteKeyOfMultikey, verifyProofs } from '../../src/openbadges/index.ts';
import { canonize } from '../../src/openbadges/proofs/canonize.ts';
import { hashOf } from '../../src/openbadges/proofs/hash.ts';
import { publicKeyOfMultibase } from '../../src/openbadges/proofs/public-key.ts';
import { verifySignature } from '../../src/openbadges/proofs/signature.ts';
import { signatureSuites } from '../../src/openbadges/proofs/suites/registry.ts';
import { controllersOf, hex, json, proofOf, text, writtenOut } from './read.ts';

const pair = (file: string) => {
  const { publicKeyMultibase, secretKeyMultibase, privateKeyMultibase } = json(file);
  return {
    publicKeyMultibase: String(publicKeyMultibase),
    secretKeyMultibase: String(secretKeyMultibase ?? privateKeyMultibase),
  };
};

const vectors = [
  { suite: 'eddsa-rdfc-2022', folder: 'vc-di-eddsa/eddsa-rdfc-2022', suffix: 'DataInt', keys: 'vc-di-eddsa/keyPair' },
  { suite: 'eddsa-jcs-2022', folder: 'vc-di-eddsa/eddsa-jcs-2022', suffix: 'JCS', keys: 'vc-di-eddsa/keyPair' },
  {
    suite: 'Ed25519Signature2020',
    folder: 'vc-di-eddsa/Ed25519Signature2020',
    suffix: 'EdSig',
    keys: 'vc-di-eddsa/keyPair',
  },
  ...(['P256', 'P384'] as const).flatMap(
    (curve) =>
      [
        {
          suite: 'ecdsa-rdfc-2019',
          folder: `vc-di-ecdsa/ecdsa-rdfc-2019-${curve.toLowerCase()}`,
          suffix: `ECDSA${curve}`,
          keys: `vc-di-ecdsa/${curve.toLowerCase()}KeyPair`,
        },
        {
          suite: 'ecdsa-jcs-2019',
          folder: `vc-di-ecdsa/ecdsa-jcs-2019-${curve.toLowerCase()}`,
          suffix: `JCSECDSA${curve}`,
          keys: `vc-di-ecdsa/${curve.toLowerCase()}KeyPair`,
        },
      ] as const,
  ),
] as const;

const without = ({ proof: _, ...rest }: JsonObject): JsonObject => rest;

describe.each(vectors)('the W3C vector of $suite in $folder', ({ suite, folder, suffix, keys }) => {
  const file = (name: string, extension = 'txt') => `${folder}/${name}${suffix}.${extension}`;
  const signed = json(file('signed', 'json'));
  const key = suiteKeyOfMultikey(pair(`${keys}.json`));
  const rdf = !suite.includes('jcs');
  const ready = (document: JsonObject) => (rdf ? writtenOut(document) : document);
  const hash = key.kind === 'P-384' ? 'SHA-384' : 'SHA-256';

  test('has every published intermediate value', async () => {
    const canonical = async (document: JsonObject) =>
      rdf ? canonize(writtenOut(document), { hash }) : String(canonicalize(document));
    const [document, configuration] = [
      await canonical(without(signed)),
      await canonical(json(file('proofConfig', 'json'))),
    ];
    expect(document).toBe(text(file('canonDoc')));
    expect(configuration).toBe(text(file('proofCanon')));
    expect(hex(await hashOf(document, hash))).toBe(text(file('docHash')));
    expect(hex(await hashOf(configuration, hash))).toBe(text(file('proofHash')));
    const { proofValue, ...proof } = proofOf(signed);
    const bytes = await signatureSuites[suite].bytes(ready(without(signed)), proof, key.kind);
    expect(hex(bytes)).toBe(text(file('combinedHash')));
    expect(proofValue).toBe(text(file('sigBTC58')));
  });

  test('is verified, and not when a letter differs', async () => {
    const controllers = controllersOf(signed);
    expect(await verifyProofs(ready(signed), controllers)).toMatchObject({ verified: true });
    const changed = { ...ready(signed), name: 'Another Credential' };
    expect(await verifyProofs(changed, controllers)).toMatchObject({ code: 'signature-mismatch' });
    const proof = { ...proofOf(signed), created: '2023-02-24T23:36:39Z' };
    expect(await verifyProofs({ ...ready(signed), proof }, controllers)).toMatchObject({ code: 'signature-mismatch' });
  });

  test('is what we sign too: byte for byte where the signature leaves no choice', async () => {
    const { created, verificationMethod, proofValue } = proofOf(signed);
    const again = await signWithSuite(ready(without(signed)), {
      suite,
      key,
      verificationMethod: String(verificationMethod),
      created: new Date(String(created)),
    });
    if (key.kind === 'Ed25519') expect(proofOf(again).proofValue).toBe(proofValue);
    expect(await verifyProofs(again, controllersOf(again))).toMatchObject({ verified: true });
  });
});

describe.each([
  ['vc-di-eddsa/eddsa-rdfc-2022/employ', 'DataInt', 'SHA-256'],
  ['vc-di-ecdsa/ecdsa-rdfc-2019-p256/employ', 'ECDSAP256', 'SHA-256'],
  ['vc-di-ecdsa/ecdsa-rdfc-2019-p384/employ', 'ECDSAP384', 'SHA-384'],
] as const)('the employment vector in %s', (folder, suffix, hash) => {
  const read = (name: string) => text(`${folder}/${name}${suffix}.txt`);

  test('has the published hashes and the signature of its key', async () => {
    const proof = hex(await hashOf(read('proofCanon'), hash));
    const document = hex(await hashOf(read('canonDoc'), hash));
    expect([proof, document, proof + document]).toEqual([read('proofHash'), read('docHash'), read('combinedHash')]);
    const { verificationMethod } = proofOf(json(`${folder}/signed${suffix}.json`));
    const key = publicKeyOfMultibase(String(verificationMethod).split('#')[1] ?? '');
    if (key === undefined) expect.fail('no key');
    const signature = Buffer.from(read('sigHex'), 'hex');
    expect(await verifySignature(key, signature, Buffer.from(proof + document, 'hex'))).toBe(true);
  });
});

describe('the W3C vectors of sets and chains of proofs (VC Data Integrity §4.3 to §4.5)', () => {
  const at = (name: string) => writtenOut(json(`vc-di-eddsa/proof-set-chain/${name}.json`));
  const proofs = (document: JsonObject) => [document.proof].flat() as JsonObject[];

  test.each([
    ['signedProofSet1', 1],
    ['signedProofSet2', 2],
    ['signedProofChain1', 3],
    ['signedProofChain2', 4],
  ])('%s: each of its %d proofs holds', async (name, count) => {
    const signed = at(name);
    const outcome = await verifyProofs(signed, controllersOf(signed));
    expect(outcome.proofs.map(({ code }) => code)).toEqual(Array.from({ length: count }, () => 'proof-verified'));
    expect(outcome.verified).toBe(true);
  });

  test.each([0, 1, 2])('cutting proof %d out of the chain fails', async (index) => {
    const signed = at('signedProofChain2');
    const cut = { ...signed, proof: proofs(signed).toSpliced(index, 1) };
    expect(await verifyProofs(cut, controllersOf(cut))).toMatchObject({ code: 'previous-proof-missing' });
  });

  test.each([0, 1, 2])('another proof under the name of proof %d fails', async (index) => {
    const signed = at('signedProofChain2');
    const { id } = proofs(signed)[index] ?? {};
    const other = proofs(signed)[(index + 1) % 3];
    const swapped = { ...signed, proof: proofs(signed).with(index, { ...other, id }) };
    const outcome = await verifyProofs(swapped, controllersOf(signed));
    expect(outcome.verified).toBe(false);
  });

  test('two proofs of one name, and a proof that follows itself, fail', async () => {
    const signed = at('signedProofChain1');
    const [first, second, third] = proofs(signed);
    const twice = { ...signed, proof: [first, second, first, third] };
    expect(await verifyProofs(twice, controllersOf(signed))).toMatchObject({ code: 'previous-proof-missing' });
    const itself = { ...signed, proof: { ...third, previousProof: third?.id } };
    expect(await verifyProofs(itself, controllersOf(signed))).toMatchObject({ code: 'previous-proof-missing' });
  });
});
