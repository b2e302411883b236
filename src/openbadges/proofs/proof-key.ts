import { decodeEd25519Key } from '../keys.ts';
import type { DataIntegrityProof } from '../model.ts';
import { parseDateTimeStamp } from '../moment.ts';
import type { JsonObject } from '../shape/finding.ts';

/** One key as its controller lists it (Controlled Identifiers §2.2). */
export interface VerificationMethod {
  readonly id: string;
  readonly type: string;
  readonly controller: string;
  /** Absent for a key in another form, which no proof here is made with. */
  readonly publicKeyMultibase?: string;
  /** The key as JSON Web Key (§2.2.3), for the types `JsonWebKey` and `JsonWebKey2020`. */
  readonly publicKeyJwk?: Readonly<JsonObject>;
  /** From this moment on nothing may be signed with the key. */
  readonly expires?: string;
  /** Nothing signed with the key counts any more, whatever moment a proof claims. */
  readonly revoked?: string;
}

/** The public keys that an issuer lists itself: its DID document, reduced to what verification needs. */
export interface ControllerDocument {
  readonly id: string;
  readonly verificationMethod: readonly VerificationMethod[];
  readonly assertionMethod: readonly string[];
}

/** A key that may have made a proof, and who controls it. */
export interface ProofKey {
  readonly controller: ControllerDocument;
  readonly method: VerificationMethod;
}

export type KeyFault = 'unknown-key' | 'unsound-key' | 'key-revoked' | 'key-expired';

/**
 * Finds the key that a proof names and checks what the stock libraries do not (threats.md §2.7 and §2.8): its controller lists it for
 * `assertionMethod`, it is no point with which anybody could sign, and it was in force when the proof was made.
 */
export function keyOfProof(
  proof: Pick<DataIntegrityProof, 'verificationMethod' | 'created'>,
  controllers: ReadonlyMap<string, ControllerDocument>,
): ProofKey | KeyFault {
  const named = proof.verificationMethod;
  // Only the document that the key's own id points into counts: any other could list a key of its own under the id of a key of the issuer.
  const controller = controllers.get(named.split('#')[0] ?? '');
  const method = controller?.verificationMethod.find(({ id }) => id === named);
  if (controller === undefined || method === undefined) return 'unknown-key';
  if (method.controller !== controller.id) return 'unknown-key';
  // Said before the list is looked at: a controller takes a withdrawn key off that list, and "withdrawn" tells more than "unknown".
  if (method.revoked !== undefined) return 'key-revoked';
  if (!controller.assertionMethod.includes(named)) return 'unknown-key';
  return faultOf(method, proof.created) ?? { controller, method };
}

function faultOf(method: VerificationMethod, created: string | undefined): KeyFault | undefined {
  if (decodeEd25519Key(method.publicKeyMultibase ?? '') === undefined) return 'unsound-key';
  if (method.expires === undefined) return undefined;
  const [made, end] = [parseDateTimeStamp(created), parseDateTimeStamp(method.expires)];
  return made !== undefined && end !== undefined && made <= end ? undefined : 'key-expired';
}
