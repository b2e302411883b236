import { rdfcBytes } from './rdfc.ts';
import { signatureSuite } from './suite.ts';

/** The suite of older badges (Data Integrity EdDSA Cryptosuites 1.0, appendix on Ed25519Signature2020). It does not know `cryptosuite`. */
export const ed25519Signature2020 = signatureSuite({
  kinds: ['Ed25519'],
  named: { type: 'Ed25519Signature2020' },
  contexts: ['https://w3id.org/security/suites/ed25519-2020/v1'],
  needs: ['created'],
  zoneless: false,
  bytes: (document, proof) => rdfcBytes(document, proof, { direction: false }),
});
