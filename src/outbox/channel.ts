import type { Issuing } from '../credentials/index.ts';
import type { Transaction } from '../platform/database.ts';
import type { Delivery } from './store.ts';
import type { ChannelName } from './tables.ts';

/** Something that happened, as it was written to the outbox with its fact. */
export interface Message {
  readonly id: string;
  readonly issuerId: string;
  readonly at: Date;
  readonly kind: string;
  readonly subject: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** One telling that is to be made. */
export interface Addressed {
  /** Id of the endpoint or the learner. */
  readonly receiver: string;
  /** At least one; the first names the delivery. */
  readonly messages: readonly [Message, ...Message[]];
}

/** A way to tell somebody outside. */
export interface Channel {
  readonly name: ChannelName;
  /**
   * Who is to be told of what one transaction wrote.
   * @param messages of one issuer and one transaction, in order
   */
  address(on: Issuing, tx: Transaction, messages: readonly Message[]): Promise<readonly Addressed[]>;
  /**
   * Tells it. Resolves when the other side has taken it over.
   * @throws {Undeliverable} when trying again is of no use; any other error: try again later
   */
  send(on: Issuing, delivery: Delivery, messages: readonly Message[]): Promise<void>;
}

/** Trying again would change nothing. `message` goes into `lastError`, so it holds nothing personal. */
export class Undeliverable extends Error {
  /** `cancelled`: there is nobody to tell any more; `dead`: somebody should look at it. */
  readonly state: 'cancelled' | 'dead';

  constructor(state: 'cancelled' | 'dead', message: string) {
    super(message);
    this.state = state;
  }
}

/** The attempt failed in a way that may be over later. `message` goes into `lastError`, so it holds nothing personal. */
export class AttemptFailed extends Error {}
