import type { Issuing } from '../credentials/index.ts';
import type { Connection, Transaction } from '../platform/database.ts';
import type { IssuerCaller } from '../platform/deps.ts';

/** Which learner. */
export interface LearnerName {
  readonly issuerId: string;
  readonly id: string;
}

/**
 * What a room above this one, or one that must not know people, keeps about a learner: consents, deliveries, salts of the log. The app hands these in, so
 * that export and erasure reach everything without this room knowing who else there is.
 */
export interface Holding {
  /** The member of the export's `more`. */
  readonly name: string;
  /** @returns plain JSON; nothing when there is nothing to tell */
  exported?(on: Issuing, connection: Connection, learner: LearnerName): Promise<unknown>;
  /** Lets go of it, in the transaction that erases the learner. Doing it again changes nothing. */
  erased?(on: Issuing, tx: Transaction, caller: IssuerCaller, learner: LearnerName): Promise<void>;
}

/** What the verbs of this room need. */
export interface Learning extends Issuing {
  readonly holdings: readonly Holding[];
}
