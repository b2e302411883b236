import { decodeBase58 } from '../../base58.ts';
import type { JsonObject } from '../../shape/finding.ts';
import type { KeyKind, PublicKey } from '../public-key.ts';
import { isSigningKind, type SigningKind, signatureSizes, verifySignature } from '../signature.ts';

/** The members that every proof has (VC Data Integrity §2.1); what else it says is under the signature too. */
export type Proof = JsonObject & {
  readonly type: string;
  readonly verificationMethod: string;
  readonly proofPurpose: string;
  readonly proofValue: string;
};

/** What is wrong with a `proofValue` before any key is looked at. */
export type ValueFault = 'malformed-proof' | 'base-proof' | 'unsupported-proof';

/** One way of proving (VC Data Integrity §3.1). */
export interface Suite {
  /** The kinds of key that may sign. */
  readonly kinds: readonly KeyKind[];
  /** Members without which a proof of this suite is not complete, beside those of every proof. */
  readonly needs: readonly string[];
  /** Whether moments without a zone are taken as UTC (VC Data Integrity §2.1 allows it; the older suite does not know it). */
  readonly zoneless: boolean;
  valueFault(proofValue: string): ValueFault | undefined;
  /**
   * @param document without its proofs, or with those that this one follows
   * @throws {NotProcessable}
   */
  verify(document: JsonObject, proof: Proof, key: PublicKey): Promise<boolean>;
}

/** A suite whose proof value is one plain signature. */
export interface SignatureSuite extends Suite {
  readonly kinds: readonly SigningKind[];
  /** What the proof says of its suite. */
  readonly named: { readonly type: string; readonly cryptosuite?: string };
  /** A context that gives the proof its words, for a document that has none of these. */
  readonly contexts: readonly [string, ...string[]];
  /** Adds to a new proof what the suite wants in it. */
  prepare(document: JsonObject, proof: JsonObject): JsonObject;
  /**
   * The bytes that are signed: the hash of the proof without its value, then that of the document; nothing when they contradict each other.
   * @throws {NotProcessable}
   */
  bytes(document: JsonObject, proof: JsonObject, kind: SigningKind): Promise<Uint8Array | undefined>;
}

type Described = Pick<SignatureSuite, 'kinds' | 'named' | 'contexts' | 'bytes'> &
  Partial<Pick<SignatureSuite, 'prepare' | 'needs' | 'zoneless'>>;

/** Completes the description of a suite whose proof value is one signature in base58btc, of exactly the length of its key. */
export function signatureSuite(described: Described): SignatureSuite {
  const { bytes, kinds } = described;
  return {
    needs: [],
    zoneless: true,
    prepare: (_document, proof) => proof,
    ...described,
    valueFault: (proofValue) => {
      const size = signatureIn(proofValue)?.length;
      return kinds.some((kind) => signatureSizes[kind] === size) ? undefined : 'malformed-proof';
    },
    verify: async (document, proof, key) => {
      const signature = signatureIn(proof.proofValue);
      if (signature === undefined || !isSigningKind(key.kind)) return false;
      const { proofValue: _, ...options } = proof;
      const signed = await bytes(document, options, key.kind);
      return signed !== undefined && verifySignature(key, signature, signed);
    },
  };
}

/** Multibase `z`; the stock suites would also take base64url, the specifications do not. */
function signatureIn(proofValue: string): Uint8Array | undefined {
  return /^z[1-9A-HJ-NP-Za-km-z]{60,140}$/.test(proofValue) ? decodeBase58(proofValue.slice(1)) : undefined;
}
