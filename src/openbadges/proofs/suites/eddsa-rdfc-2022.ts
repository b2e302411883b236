import { dataIntegrityContexts, rdfcBytes } from './rdfc.ts';
import { signatureSuite } from './suite.ts';

/** Data Integrity EdDSA Cryptosuites 1.0 §3.2. */
export const eddsaRdfc2022 = signatureSuite({
  kinds: ['Ed25519'],
  named: { type: 'DataIntegrityProof', cryptosuite: 'eddsa-rdfc-2022' },
  contexts: dataIntegrityContexts,
  bytes: (document, proof) => rdfcBytes(document, proof),
});

/** The name of the same suite in the drafts before it; Open Badges 3.0 still lists it, for old badges. Only verified, never signed. */
export const eddsa2022 = signatureSuite({
  ...eddsaRdfc2022,
  named: { type: 'DataIntegrityProof', cryptosuite: 'eddsa-2022' },
});
