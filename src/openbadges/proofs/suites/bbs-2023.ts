import { createVerifyCryptosuite } from '@digitalbazaar/bbs-2023-cryptosuite';
import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import { disclosureSuite } from './disclosure.ts';

/** Data Integrity BBS Cryptosuites 1.0 §3.3: derived proofs. Binding to a holder and pseudonyms are optional there and not read here. */
export const bbs2023 = disclosureSuite({
  kinds: ['Bls12381G2'],
  // CBOR tags: 0x5d02 and 0x5d03; the base proofs 0x5d04, 0x5d06, 0x5d08 and the derived 0x5d05, 0x5d07, 0x5d09 of the optional features.
  headers: { base: ['2V0C', '2V0E', '2V0G', '2V0I'], derived: ['2V0D'], other: ['2V0F', '2V0H', '2V0J'] },
  suite: () => new DataIntegrityProof({ cryptosuite: createVerifyCryptosuite() }),
});
