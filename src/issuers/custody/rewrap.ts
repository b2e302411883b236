import type { Connection, Transaction } from '../../platform/database.ts';
import type { Caller, Deps } from '../../platform/deps.ts';
import { record } from '../../platform/record.ts';
import type { Custody } from './custody.ts';

/** What brings one data key from a former key-encryption key to the one of today. */
export interface Rewrapping {
  /** The id of the key-encryption key of today. */
  readonly to: string;
  /** @param under the id that is stored beside `wrapped` */
  turn(wrapped: Buffer, context: string, under: string): Promise<Buffer>;
}

/** A table of some room in which data keys are kept wrapped. */
export interface WrappedKeys {
  /** For people and the audit log: `signing-keys`. */
  readonly name: string;
  /**
   * Re-wraps up to `limit` data keys that are not under `to`, and stores `to` beside them. Rows that somebody else holds are left out.
   * @returns how many
   */
  rewrap(tx: Transaction, rewrapping: Rewrapping, limit: number): Promise<number>;
  /** How many are not under `keyEncryptionKeyId`. */
  left(connection: Connection, keyEncryptionKeyId: string): Promise<number>;
}

/** What came of one table. */
export interface Rewrapped {
  readonly name: string;
  readonly done: number;
  readonly left: number;
}

/** Small, so that a row is held for a moment only, though a token may need a tenth of a second for each. */
const batch = 20;

/**
 * Puts every data key under the key-encryption key of today, while the service runs: what is signed meanwhile needs no wrapping, and whoever
 * reads a row finds the id of the key it is under. Batch by batch, each a transaction; what fails leaves the rest done, and can be asked again.
 */
export async function rewrapKeys(
  on: Deps,
  caller: Caller,
  custody: Custody,
  tables: readonly WrappedKeys[],
): Promise<Rewrapped[]> {
  const to = custody.keyEncryptionKeyId;
  const rewrapping: Rewrapping = {
    to,
    turn: async (wrapped, context, under) => custody.wrap(await custody.unwrap(wrapped, context, under), context),
  };
  const outcome: Rewrapped[] = [];
  for (const table of tables) {
    let done = 0;
    for (let turned = batch; turned === batch; done += turned) {
      turned = await on.database.transaction(async (tx) => {
        const count = await table.rewrap(tx, rewrapping, batch);
        // Also of a turn with nothing to do: that somebody asked is a fact too.
        await record(tx, on, caller, {
          issuerId: null,
          kind: 'data-keys.rewrapped',
          subject: `data-keys:${table.name}`,
          payload: { table: table.name, count, keyEncryptionKeyId: to },
        });
        return count;
      });
    }
    outcome.push({ name: table.name, done, left: await table.left(on.database, to) });
  }
  return outcome;
}
