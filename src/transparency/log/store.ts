import { and, asc, desc, eq, gte, inArray, isNull, lt, ne, sql } from 'drizzle-orm';
import type { Connection, Transaction } from '../../platform/database.ts';
import type { ReadTile } from '../merkle/tiles.ts';
import { tileWidth } from '../merkle/tiles.ts';
import { logCheckpoints, logEntries, logKeys, logLeaves, logNodes } from '../tables.ts';

export type LogEntryRow = typeof logEntries.$inferSelect;
export type LogLeafRow = typeof logLeaves.$inferSelect;
export type LogKeyRow = typeof logKeys.$inferSelect;
export type CheckpointRow = typeof logCheckpoints.$inferSelect;

/** Any constant; every replica that writes to the log must agree on it. */
const logLock = 7_836_736;

/**
 * Holds the log until the transaction ends, so that one replica at a time adds to it.
 * @returns false when another one holds it
 */
export async function tryLockLog(tx: Transaction): Promise<boolean> {
  const { rows } = await tx.execute<{ held: boolean }>(sql`select pg_try_advisory_xact_lock(${logLock}) as held`);
  return rows[0]?.held === true;
}

/** An entry that is there already stays as it is: what happened to a credential happened once. */
export async function insertEntry(tx: Transaction, row: LogEntryRow): Promise<void> {
  await tx.insert(logEntries).values(row).onConflictDoNothing();
}

export async function hasEntry(connection: Connection, credentialId: string, kind: LogEntryRow['kind']) {
  const rows = await connection
    .select({ id: logEntries.id })
    .from(logEntries)
    .where(and(eq(logEntries.credentialId, credentialId), eq(logEntries.kind, kind)));
  return rows.length > 0;
}

export async function selectIssued(
  connection: Connection,
  credentialIds: readonly string[],
): Promise<(string | null)[]> {
  const rows = await connection
    .select({ credentialId: logEntries.credentialId })
    .from(logEntries)
    .where(and(eq(logEntries.kind, 'issued'), inArray(logEntries.credentialId, [...credentialIds])));
  return rows.map(({ credentialId }) => credentialId);
}

/** Entries that have no place in the log yet, in the order in which they were made. */
export async function selectWaiting(connection: Connection, limit: number): Promise<LogEntryRow[]> {
  return connection
    .select()
    .from(logEntries)
    .where(isNull(logEntries.leafIndex))
    .orderBy(asc(logEntries.id))
    .limit(limit);
}

/** Stores leaves, and beside each entry which leaf is its own. */
export async function insertLeaves(
  tx: Transaction,
  rows: readonly { entryId: string; leaf: LogLeafRow }[],
): Promise<void> {
  await tx.insert(logLeaves).values(rows.map(({ leaf }) => leaf));
  const ids = rows.map(({ entryId }) => entryId);
  const indexes = rows.map(({ leaf }) => leaf.index);
  await tx.execute(sql`
    update ${logEntries} set leaf_index = placed.index
    from unnest(${sql.param(ids)}::uuid[], ${sql.param(indexes)}::bigint[]) as placed (id, index)
    where ${logEntries.id} = placed.id`);
}

export async function insertNode(tx: Transaction, row: typeof logNodes.$inferSelect): Promise<void> {
  await tx.insert(logNodes).values(row);
}

export async function insertCheckpoint(tx: Transaction, row: CheckpointRow): Promise<void> {
  await tx.insert(logCheckpoints).values(row);
}

export async function selectNewestCheckpoint(connection: Connection): Promise<CheckpointRow | undefined> {
  return (await connection.select().from(logCheckpoints).orderBy(desc(logCheckpoints.size)).limit(1))[0];
}

export async function selectLeaf(connection: Connection, index: number): Promise<LogLeafRow | undefined> {
  return (await connection.select().from(logLeaves).where(eq(logLeaves.index, index)))[0];
}

export async function selectLeafByHash(connection: Connection, leafHash: Buffer): Promise<LogLeafRow | undefined> {
  return (await connection.select().from(logLeaves).where(eq(logLeaves.leafHash, leafHash)))[0];
}

/** The first `width` entries of a bundle; fewer when there are not that many. */
export async function selectBundle(connection: Connection, index: number, width: number): Promise<Buffer[]> {
  const rows = await connection
    .select({ leaf: logLeaves.leaf })
    .from(logLeaves)
    .where(inRange(logLeaves.index, index, width))
    .orderBy(asc(logLeaves.index));
  return rows.map(({ leaf }) => leaf);
}

/** Reads tiles out of the database: at most 256 rows that stand side by side, however long the log is. */
export function tilesIn(connection: Connection): ReadTile {
  return async (level, index, width) => {
    const rows =
      level === 0
        ? await connection
            .select({ hash: logLeaves.leafHash })
            .from(logLeaves)
            .where(inRange(logLeaves.index, index, width))
            .orderBy(asc(logLeaves.index))
        : await connection
            .select({ hash: logNodes.hash })
            .from(logNodes)
            .where(and(eq(logNodes.level, level), inRange(logNodes.index, index, width)))
            .orderBy(asc(logNodes.index));
    return rows.map(({ hash }) => hash);
  };
}

const inRange = (column: typeof logLeaves.index | typeof logNodes.index, tile: number, width: number) =>
  and(gte(column, tile * tileWidth), lt(column, tile * tileWidth + width));

/** The entries about one credential, each with its leaf if it has one yet. */
export async function selectEntriesOfCredential(connection: Connection, credentialId: string) {
  return connection
    .select({ kind: logEntries.kind, salt: logEntries.salt, digest: logEntries.digest, leaf: logLeaves })
    .from(logEntries)
    .leftJoin(logLeaves, eq(logLeaves.index, logEntries.leafIndex))
    .where(eq(logEntries.credentialId, credentialId))
    .orderBy(asc(logEntries.id));
}

export async function eraseSalts(tx: Transaction, awardIds: readonly string[]): Promise<void> {
  await tx
    .update(logEntries)
    .set({ salt: null })
    .where(inArray(logEntries.awardId, [...awardIds]));
}

export async function selectLogKey(connection: Connection): Promise<LogKeyRow | undefined> {
  return (await connection.select().from(logKeys).orderBy(asc(logKeys.id)).limit(1))[0];
}

export async function insertLogKey(tx: Transaction, row: LogKeyRow): Promise<void> {
  await tx.insert(logKeys).values(row);
}

/** Those that lie under another key-encryption key than this one, held still; rows that another process holds are left out. */
export async function lockLogKeysNotUnder(
  tx: Transaction,
  keyEncryptionKeyId: string,
  limit: number,
): Promise<LogKeyRow[]> {
  return tx
    .select()
    .from(logKeys)
    .where(ne(logKeys.keyEncryptionKeyId, keyEncryptionKeyId))
    .limit(limit)
    .for('no key update', { skipLocked: true });
}

export async function countLogKeysNotUnder(connection: Connection, keyEncryptionKeyId: string): Promise<number> {
  return connection.$count(logKeys, ne(logKeys.keyEncryptionKeyId, keyEncryptionKeyId));
}

export async function updateLogKeyWrapping(
  tx: Transaction,
  id: string,
  to: Pick<LogKeyRow, 'wrappedDataKey' | 'keyEncryptionKeyId'>,
): Promise<void> {
  await tx.update(logKeys).set(to).where(eq(logKeys.id, id));
}
