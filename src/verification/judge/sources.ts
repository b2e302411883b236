import type { ControllerDocument, JsonObject, ProofOutcome } from '../../openbadges/index.ts';
import type { Check } from './verdict.ts';

/** Why a document could not be had. `unsupported`: nobody here knows how such an identifier is looked up. */
export type Unavailable = 'unsupported' | 'unreachable' | 'malformed';

/** What somebody outside answered. */
export interface Fetched {
  readonly url: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** What was asked, of whom and how much at most. */
export interface Wanted {
  /** Media types, as in `Accept`. */
  readonly accept: string;
  /** Bytes of the answer. */
  readonly largest: number;
}

/**
 * All that judging asks of the world around it. The service, the command line and the page in a browser each bring their own; the steps know
 * no network, no database and no clock.
 */
export interface Sources {
  readonly now: Date;
  /** The keys that a controller lists itself (Controlled Identifiers 1.0 §3.3). */
  controller(id: string): Promise<ControllerDocument | Unavailable>;
  /** Asks for a public document; never throws for what the other side does. */
  fetch(url: string, wanted: Wanted): Promise<Fetched | Unavailable>;
  /**
   * Checks all proofs of a document. A port, because this is the work that a hostile document can make dear: the service does it in a
   * worker that can be ended (threats.md §2.11).
   * @param now absent: proofs are taken as in time
   */
  proofs(document: JsonObject, controllers: ReadonlyMap<string, ControllerDocument>, now?: Date): Promise<ProofOutcome>;
  /** What a service knows of its own badges, beyond what it publishes. */
  readonly own?: OwnRecords;
}

/** The records of the service that judges, for badges that it issued itself. */
export interface OwnRecords {
  /** What our own lists say of an entry, suspended told from revoked; nothing for an entry in a list of somebody else. */
  status(document: JsonObject, issuerId: string): Promise<Check | undefined>;
  /** When this service issued exactly this document, proof included; nothing when it did not. */
  issuedAt(document: JsonObject): Promise<Date | undefined>;
}
