import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import { Ed25519Signature2020 } from '@digitalbazaar/ed25519-signature-2020';
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import jsigs from 'jsonld-signatures';
import { documentLoader } from '../document-loader.ts';
import { decodeEd25519Key } from '../keys.ts';
import type { DataIntegrityProof as Proof } from '../model.ts';

/** The public keys that an issuer lists itself: its DID document, reduced to what verification needs. */
export interface ControllerDocument {
  readonly id: string;
  readonly verificationMethod: readonly {
    readonly id: string;
    readonly type: string;
    readonly controller: string;
    readonly publicKeyMultibase: string;
  }[];
  readonly assertionMethod: readonly string[];
}

export type ProofCode =
  | 'proof-verified'
  | 'no-proof'
  | 'unsupported-proof'
  | 'wrong-purpose'
  | 'unknown-key'
  | 'unsound-key'
  | 'signature-mismatch'
  | 'malformed-proof';

export interface ProofOutcome {
  readonly verified: boolean;
  readonly code: ProofCode;
  readonly verificationMethod?: string;
}

/** More proofs than this are not looked at (threats.md §2.6). */
const mostProofs = 4;

/**
 * Verifies every proof of a document (Data Integrity §4.4): all must hold, and there must be at least one. The stock libraries are content
 * with any one good proof, and do not look at the key itself; both is checked here.
 * @param document with `proof` as object or array
 * @param controllers documents of the controllers of keys that may have signed, by their id
 */
export async function verifyProofs(
  document: Record<string, unknown>,
  controllers: ReadonlyMap<string, ControllerDocument>,
): Promise<ProofOutcome> {
  const proofs = [document.proof ?? []].flat() as Partial<Proof>[];
  if (proofs.length === 0) return { verified: false, code: 'no-proof' };
  if (proofs.length > mostProofs) return { verified: false, code: 'malformed-proof' };
  for (const proof of proofs) {
    const outcome = await verifyOne(document, proof, controllers);
    if (!outcome.verified) return outcome;
  }
  const method = proofs[0]?.verificationMethod;
  return { verified: true, code: 'proof-verified', ...(method !== undefined && { verificationMethod: method }) };
}

async function verifyOne(
  document: Record<string, unknown>,
  proof: Partial<Proof>,
  controllers: ReadonlyMap<string, ControllerDocument>,
): Promise<ProofOutcome> {
  const { verificationMethod } = proof;
  if (typeof verificationMethod !== 'string' || typeof proof.proofValue !== 'string')
    return { verified: false, code: 'malformed-proof' };
  const failed = (code: ProofCode): ProofOutcome => ({ verified: false, code, verificationMethod });
  const suite = suiteFor(proof);
  if (suite === undefined) return failed('unsupported-proof');
  if (proof.proofPurpose !== 'assertionMethod') return failed('wrong-purpose');
  // Base58btc of 64 bytes; the stock suite would also take base64url (Data Integrity EdDSA §3.2.6 says base58btc).
  if (!/^z[1-9A-HJ-NP-Za-km-z]{80,90}$/.test(proof.proofValue)) return failed('malformed-proof');

  const controller = [...controllers.values()].find((each) =>
    each.verificationMethod.some(({ id }) => id === verificationMethod),
  );
  const method = controller?.verificationMethod.find(({ id }) => id === verificationMethod);
  if (controller === undefined || method === undefined || !controller.assertionMethod.includes(verificationMethod))
    return failed('unknown-key');
  if (method.controller !== controller.id) return failed('unknown-key');
  if (decodeEd25519Key(method.publicKeyMultibase) === undefined) return failed('unsound-key');

  const documents = new Map<string, object>([
    [
      controller.id,
      { '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'], ...controller },
    ],
    [verificationMethod, asMethodDocument(method, proof.type)],
  ]);
  const { verified } = await jsigs.verify(
    { ...document, proof },
    {
      suite,
      purpose: new jsigs.purposes.AssertionProofPurpose({ controller }),
      documentLoader: documentLoader(documents),
    },
  );
  return verified ? { verified, code: 'proof-verified', verificationMethod } : failed('signature-mismatch');
}

function suiteFor({ type, cryptosuite: name }: Partial<Proof>): object | undefined {
  if (type === 'DataIntegrityProof' && name === 'eddsa-rdfc-2022') return new DataIntegrityProof({ cryptosuite });
  if (type === 'Ed25519Signature2020') return new Ed25519Signature2020();
  return undefined;
}

/** Each suite dereferences the key as a document of the type it knows. */
function asMethodDocument(
  method: ControllerDocument['verificationMethod'][number],
  proofType: string | undefined,
): object {
  return proofType === 'Ed25519Signature2020'
    ? { ...method, '@context': 'https://w3id.org/security/suites/ed25519-2020/v1', type: 'Ed25519VerificationKey2020' }
    : { ...method, '@context': 'https://w3id.org/security/multikey/v1', type: 'Multikey' };
}

/** The controller document of a `did:key` (did:key Method §3.1), which is the key itself; nothing for other identifiers. */
export function didKeyDocument(did: string): ControllerDocument | undefined {
  const publicKeyMultibase = /^did:key:(z[1-9A-HJ-NP-Za-km-z]+)$/.exec(did)?.[1];
  if (publicKeyMultibase === undefined) return undefined;
  const id = `${did}#${publicKeyMultibase}`;
  return {
    id: did,
    verificationMethod: [{ id, type: 'Multikey', controller: did, publicKeyMultibase }],
    assertionMethod: [id],
  };
}
