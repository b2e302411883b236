import { parseDateTimeStamp } from '../moment.ts';
import type { JsonObject } from '../shape/finding.ts';
import { type PublicKey, publicKeyOf } from './public-key.ts';

/** One key as its controller lists it (Controlled Identifiers §2.2). */
export interface VerificationMethod {
  readonly id: string;
  readonly type: string;
  readonly controller: string;
  /** The key as Multikey text (§2.2.2), for the types `Multikey` and `Ed25519VerificationKey2020`. */
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
  /** Keys that its controller logs in with; presentations are signed with these. */
  readonly authentication?: readonly string[];
}

/** What a proof may be made for (Controlled Identifiers §2.3): statements by the first, presentations by the second. */
export type ProofPurpose = 'assertionMethod' | 'authentication';

/** A key that may have made a proof, and who controls it. */
export interface ProofKey {
  readonly controller: ControllerDocument;
  readonly method: VerificationMethod;
  readonly key: PublicKey;
}

/** What a search for a key goes by. */
export interface KeySearch {
  readonly verificationMethod: string;
  /** When the proof says that it was made, or else the moment of verifying; in milliseconds. */
  readonly at: number | undefined;
  readonly purpose: ProofPurpose;
}

export type KeyFault = 'unknown-key' | 'unsound-key' | 'key-revoked' | 'key-expired';

/**
 * Finds the key that a proof names and checks what the stock libraries do not (threats.md §2.7 and §2.8): its controller lists it for the
 * purpose, it is no point with which anybody could sign, and it was in force when the proof was made.
 */
export function keyOfProof(
  { verificationMethod: named, at, purpose }: KeySearch,
  controllers: ReadonlyMap<string, ControllerDocument>,
): ProofKey | KeyFault {
  // Only the document that the key's own id points into counts: any other could list a key of its own under the id of a key of the issuer.
  const controller = controllers.get(named.split('#')[0] ?? '');
  const method = controller?.verificationMethod.find(({ id }) => id === named);
  if (controller === undefined || method === undefined) return 'unknown-key';
  if (method.controller !== controller.id) return 'unknown-key';
  // Said before the list is looked at: a controller takes a withdrawn key off that list, and "withdrawn" tells more than "unknown".
  if (method.revoked !== undefined) return 'key-revoked';
  if (!controller[purpose]?.includes(named)) return 'unknown-key';
  const key = publicKeyOf(method);
  if (key === undefined) return 'unsound-key';
  return inForce(method, at) ? { controller, method, key } : 'key-expired';
}

function inForce({ expires }: VerificationMethod, at: number | undefined): boolean {
  if (expires === undefined) return true;
  const end = parseDateTimeStamp(expires);
  return at !== undefined && end !== undefined && at <= end;
}
