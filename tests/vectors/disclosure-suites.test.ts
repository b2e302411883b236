import { describe, expect, test } from 'vitest';
import { isObject, type JsonObject, verifyProofs } from '../../src/openbadges/index.ts';
import { hashOf } from '../../src/openbadges/proofs/hash.ts';
import { publicKeyOfMultibase } from '../../src/openbadges/proofs/public-key.ts';
import { verifySignature } from '../../src/openbadges/proofs/signature.ts';
import { controllersOf, hex, json, proofOf, text } from './read.ts';

const keyOf = (multibase: unknown) => publicKeyOfMultibase(String(multibase)) ?? expect.fail('no key');
const bytesOf = (value: unknown) => Buffer.from(String(value), 'hex');
/** `{"dataType": "Map", "value": [[index, statement], …]}` */
const statements = (map: unknown): string =>
  isObject(map) && Array.isArray(map.value) ? map.value.map(([, statement]) => statement).join('') : '';

describe.each(['employ', 'prc'])('the W3C vector of ecdsa-sd-2023 in %s', (folder) => {
  const file = (name: string) => `vc-di-ecdsa/ecdsa-sd-2023/${folder}/${name}`;
  const data = json(file('verifyCreateVerifyData.json'));

  test('has the published hashes', async () => {
    const published = json(file('addHashData.json'));
    expect(hex(await hashOf(text(file('addProofConfigCanon.txt')), 'SHA-256'))).toBe(published.proofHash);
    const { mandatory } = json(file('addBaseTransform.json'));
    expect(hex(await hashOf(statements(mandatory), 'SHA-256'))).toBe(published.mandatoryHash);
    expect(data).toMatchObject(published);
  });

  test('has the signatures of its keys: one over the whole, one over each statement that is shown', async () => {
    const issuer = String(proofOf(json(file('addSignedSDBase.json'))).verificationMethod).split('#')[1];
    const proofKey = keyOf(data.publicKey);
    const header = Uint8Array.from([0x80, 0x24]);
    const { x = '', y = '' } = { ...proofKey.jwk } as { x?: string; y?: string };
    const odd = (Buffer.from(y, 'base64url').at(-1) ?? 0) & 1;
    const publicKey = Buffer.concat([header, Uint8Array.of(2 + odd), Buffer.from(x, 'base64url')]);
    const signed = Buffer.concat([bytesOf(data.proofHash), publicKey, bytesOf(data.mandatoryHash)]);
    expect(await verifySignature(keyOf(issuer), bytesOf(data.baseSignature), signed)).toBe(true);
    const [signatures, shown] = [data.signatures, data.nonMandatory] as [string[], string[]];
    expect(shown).toHaveLength(signatures.length);
    for (const [index, statement] of shown.entries())
      expect(await verifySignature(proofKey, bytesOf(signatures[index]), Buffer.from(statement))).toBe(true);
  });

  test('needs a context that is not pinned; its base proof is for the holder alone', async () => {
    const [derived, base] = [json(file('derivedRevealDocument.json')), json(file('addSignedSDBase.json'))];
    expect(await verifyProofs(derived, controllersOf(derived))).toMatchObject({ code: 'not-processable' });
    expect(await verifyProofs(base, controllersOf(base))).toMatchObject({ code: 'base-proof' });
  });
});

describe('the W3C vector of bbs-2023', () => {
  const derived = json('vc-di-bbs/derivedRevealDocument.json');

  test('is verified as a derived proof, and not when a letter differs', async () => {
    const controllers = controllersOf(derived);
    expect(await verifyProofs(derived, controllers)).toMatchObject({ verified: true });
    const changed = { ...derived, issuer: 'https://vc.example/windsurf/another' };
    expect(await verifyProofs(changed, controllers)).toMatchObject({ code: 'signature-mismatch' });
    const proof = { ...proofOf(derived), created: '2023-08-15T23:36:39Z' };
    expect(await verifyProofs({ ...derived, proof }, controllers)).toMatchObject({ code: 'signature-mismatch' });
  });

  test('is refused as a base proof, and under a key of another kind', async () => {
    const base = json('vc-di-bbs/addSignedSDBase.json');
    expect(await verifyProofs(base, controllersOf(base))).toMatchObject({ code: 'base-proof' });
    const other = `did:key:${json('vc-di-eddsa/keyPair.json').publicKeyMultibase}`;
    const verificationMethod = `${other}#${other.slice('did:key:'.length)}`;
    const document: JsonObject = { ...derived, proof: { ...proofOf(derived), verificationMethod } };
    expect(await verifyProofs(document, controllersOf(document))).toMatchObject({ code: 'wrong-key-type' });
  });

  test.each(['', 'prc/', 'HolderBinding/', 'Pseudonym/', 'PseudonymHB/'])('in %j has the published hashes', async (at) => {
    const { proofHash, mandatoryHash } = json(`vc-di-bbs/${at}addHashData.json`);
    expect(hex(await hashOf(text(`vc-di-bbs/${at}addProofConfigCanon.txt`), 'SHA-256'))).toBe(proofHash);
    const { mandatory } = json(`vc-di-bbs/${at}addBaseTransform.json`);
    expect(hex(await hashOf(statements(mandatory), 'SHA-256'))).toBe(mandatoryHash);
  });

  test.each([
    ['HolderBinding', 'unsupported-proof'],
    ['Pseudonym', 'unsupported-proof'],
    ['PseudonymHB', 'unsupported-proof'],
    ['prc', 'not-processable'],
  ])('with the optional feature in %s: %s', async (at, code) => {
    const document = json(`vc-di-bbs/${at}/derivedRevealDocument.json`);
    expect(await verifyProofs(document, controllersOf(document))).toMatchObject({ verified: false, code });
    const base = json(`vc-di-bbs/${at}/addSignedSDBase.json`);
    expect(await verifyProofs(base, controllersOf(base))).toMatchObject({ verified: false, code: 'base-proof' });
  });
});
