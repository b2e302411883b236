import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import { createVerifyCryptosuite } from '@digitalbazaar/ecdsa-sd-2023-cryptosuite';
import { disclosureSuite } from './disclosure.ts';

/** Data Integrity ECDSA Cryptosuites 1.0 §3.4: derived proofs. */
export const ecdsaSd2023 = disclosureSuite({
  kinds: ['P-256'],
  // CBOR tags 0x5d00 and 0x5d01.
  headers: { base: ['2V0A'], derived: ['2V0B'], other: [] },
  suite: () => new DataIntegrityProof({ cryptosuite: createVerifyCryptosuite() }),
});
