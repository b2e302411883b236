import { jcsBytes, withContexts } from './jcs.ts';
import { dataIntegrityContexts } from './rdfc.ts';
import { signatureSuite } from './suite.ts';

/** Data Integrity EdDSA Cryptosuites 1.0 §3.3. */
export const eddsaJcs2022 = signatureSuite({
  kinds: ['Ed25519'],
  named: { type: 'DataIntegrityProof', cryptosuite: 'eddsa-jcs-2022' },
  contexts: dataIntegrityContexts,
  prepare: withContexts,
  bytes: (document, proof) => jcsBytes(document, proof),
});
