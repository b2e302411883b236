import { randomBytes } from 'node:crypto';
import { type Custody, open, seal, type WrappedKeys } from '../../issuers/index.ts';
import type { Transaction } from '../../platform/database.ts';
import type { Caller, Deps } from '../../platform/deps.ts';
import { record } from '../../platform/record.ts';
import { makeNoteKey, type NoteKey } from '../note/signed-note.ts';
import {
  countLogKeysNotUnder,
  insertLogKey,
  type LogKeyRow,
  lockLogKeysNotUnder,
  selectLogKey,
  updateLogKeyWrapping,
} from './store.ts';

/** The key of the log, ready to sign: the secret is in the clear, only in memory. */
export interface LogKey extends NoteKey {
  readonly secret: Buffer;
}

/** Opens the key of the log; the unwrapped secret is kept in memory, so that a checkpoint does not cost an unwrapping each. */
export type OpenLogKey = (on: Deps, tx: Transaction, caller: Caller) => Promise<LogKey>;

/** The key is made at its first use, by whoever holds the log. */
export function createOpenLogKey(custody: Custody): OpenLogKey {
  const unwrapped = new Map<string, Buffer>();
  return async (on, tx, caller) => {
    const row = (await selectLogKey(tx)) ?? (await makeLogKey(on, tx, custody, caller));
    const secret = unwrapped.get(row.id) ?? (await unwrapSecret(custody, row));
    unwrapped.set(row.id, secret);
    return { name: row.origin, publicKey: row.publicKey, secret };
  };
}

async function unwrapSecret(custody: Custody, row: LogKeyRow): Promise<Buffer> {
  const context = contextOf(row.id);
  return open(row.secretCiphertext, await custody.unwrap(row.wrappedDataKey, context, row.keyEncryptionKeyId), context);
}

async function makeLogKey(on: Deps, tx: Transaction, custody: Custody, caller: Caller): Promise<LogKeyRow> {
  const id = on.ids.next();
  const { publicKey, secret } = makeNoteKey();
  const dataKey = randomBytes(32);
  const row: LogKeyRow = {
    id,
    // c2sp.org/tlog-tiles, "Parameters": the address of the log without its scheme.
    origin: `${new URL(on.config.publicBaseUrl).host}/log`,
    publicKey,
    secretCiphertext: seal(secret, dataKey, contextOf(id)),
    wrappedDataKey: await custody.wrap(dataKey, contextOf(id)),
    keyEncryptionKeyId: custody.keyEncryptionKeyId,
    createdAt: on.clock.now(),
  };
  await insertLogKey(tx, row);
  const shown = { id, origin: row.origin, publicKey: publicKey.toString('hex') };
  await record(tx, on, caller, {
    issuerId: null,
    kind: 'log-key.created',
    subject: `log-key:${id}`,
    after: shown,
    payload: shown,
  });
  return row;
}

/** The key of the log, for a new key-encryption key. */
export const wrappedLogKeys: WrappedKeys = {
  name: 'log-keys',
  async rewrap(tx, { to, turn }, limit) {
    const rows = await lockLogKeysNotUnder(tx, to, limit);
    for (const row of rows) {
      const wrappedDataKey = await turn(row.wrappedDataKey, contextOf(row.id), row.keyEncryptionKeyId);
      await updateLogKeyWrapping(tx, row.id, { wrappedDataKey, keyEncryptionKeyId: to });
    }
    return rows.length;
  },
  left: countLogKeysNotUnder,
};

/** Additional authenticated data (threats.md §6): the ciphertext opens as the key of this log only. */
function contextOf(id: string): string {
  return `stempel|log|${id}|log-key|1`;
}
