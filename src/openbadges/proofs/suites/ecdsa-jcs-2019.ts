import { jcsBytes, withContexts } from './jcs.ts';
import { dataIntegrityContexts } from './rdfc.ts';
import { signatureSuite } from './suite.ts';

/** Data Integrity ECDSA Cryptosuites 1.0 §3.3. */
export const ecdsaJcs2019 = signatureSuite({
  kinds: ['P-256', 'P-384'],
  named: { type: 'DataIntegrityProof', cryptosuite: 'ecdsa-jcs-2019' },
  contexts: dataIntegrityContexts,
  prepare: withContexts,
  bytes: (document, proof, kind) => jcsBytes(document, proof, kind === 'P-384' ? 'SHA-384' : 'SHA-256'),
});
