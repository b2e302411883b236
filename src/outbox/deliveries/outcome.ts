import type { Transaction } from '../../platform/database.ts';

/** What came of one attempt. */
export interface Outcome {
  /** `failed` is tried again until it is given up; `dead` and `cancelled` are not. */
  readonly kind: 'delivered' | 'failed' | 'dead' | 'cancelled';
  /** A word of ours; never what the receiver wrote, and never an address. */
  readonly error?: string;
  /** What else follows from it, in the same transaction. */
  readonly also?: (tx: Transaction) => Promise<void>;
}
