import { dataIntegrityContexts, rdfcBytes } from './rdfc.ts';
import { signatureSuite } from './suite.ts';

/** Data Integrity ECDSA Cryptosuites 1.0 §3.2. The curve decides which hash is used, also inside the canonicalisation. */
export const ecdsaRdfc2019 = signatureSuite({
  kinds: ['P-256', 'P-384'],
  named: { type: 'DataIntegrityProof', cryptosuite: 'ecdsa-rdfc-2019' },
  contexts: dataIntegrityContexts,
  bytes: (document, proof, kind) => rdfcBytes(document, proof, { hash: kind === 'P-384' ? 'SHA-384' : 'SHA-256' }),
});
