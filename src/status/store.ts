import { and, desc, eq, inArray, ne, sql } from 'drizzle-orm';
import type { Connection, Transaction } from '../platform/database.ts';
import { type EntryState, statusEntries, statusLists } from './tables.ts';

export type StatusListRow = typeof statusLists.$inferSelect;
export type EntryRow = typeof statusEntries.$inferSelect;

/** The list that new credentials of an issuer go into: the newest. Without the published bytes, which may be large. */
export async function selectCurrentList(connection: Connection, issuerId: string) {
  const rows = await connection
    .select({ id: statusLists.id, number: statusLists.number, url: statusLists.url, length: statusLists.length })
    .from(statusLists)
    .where(eq(statusLists.issuerId, issuerId))
    .orderBy(desc(statusLists.number))
    .limit(1);
  return rows[0];
}

/** Two transactions may open the same next list at once; the unique number lets one of them win. */
export async function insertListIfAbsent(tx: Transaction, row: typeof statusLists.$inferInsert): Promise<void> {
  await tx
    .insert(statusLists)
    .values(row)
    .onConflictDoNothing({ target: [statusLists.issuerId, statusLists.number] });
}

/**
 * Takes the first of `candidates` that is free; waits for another transaction that is about to take the same one.
 * @returns the index taken, or nothing when all are taken
 */
export async function takeFreeIndex(
  tx: Transaction,
  list: { issuerId: string; id: string },
  candidates: readonly number[],
  changedAt: Date,
): Promise<number | undefined> {
  for (;;) {
    const { rows } = await tx.execute<{ tried: number | null; taken: number | null }>(sql`
      with free as (
        select candidate.index from unnest(${sql.param(candidates)}::int[]) with ordinality as candidate (index, rank)
        where not exists (select from ${statusEntries} entry where entry.list_id = ${list.id}::uuid and entry.index = candidate.index)
        order by candidate.rank
        limit 1
      ), taken as (
        insert into ${statusEntries} (issuer_id, list_id, index, state, changed_at)
        select ${list.issuerId}::uuid, ${list.id}::uuid, free.index, 'valid', ${changedAt.toISOString()}::timestamptz from free
        on conflict do nothing
        returning index
      )
      select (select index from free) as tried, (select index from taken) as taken`);
    const [outcome] = rows;
    if (outcome?.taken !== undefined && outcome.taken !== null) return outcome.taken;
    if (outcome?.tried === undefined || outcome.tried === null) return undefined;
    // Free when we looked, taken when we wrote: another report was faster, and now we see its row.
  }
}

/** Moves entries forward (valid → suspended → revoked; a bit is never cleared) and counts one change of each list they lie in. */
export async function advanceEntries(
  tx: Transaction,
  issuerId: string,
  entries: readonly { listId: string; index: number }[],
  state: Exclude<EntryState, 'valid'>,
  changedAt: Date,
): Promise<number> {
  let changed = 0;
  for (const { listId, index } of entries) {
    const rows = await tx
      .update(statusEntries)
      .set({ state, changedAt })
      .where(
        and(
          eq(statusEntries.issuerId, issuerId),
          eq(statusEntries.listId, listId),
          eq(statusEntries.index, index),
          state === 'revoked' ? ne(statusEntries.state, 'revoked') : eq(statusEntries.state, 'valid'),
        ),
      )
      .returning({ index: statusEntries.index });
    changed += rows.length;
  }
  if (changed > 0) {
    const lists = [...new Set(entries.map((entry) => entry.listId))].toSorted();
    await tx
      .update(statusLists)
      .set({ version: sql`${statusLists.version} + 1` })
      .where(and(eq(statusLists.issuerId, issuerId), inArray(statusLists.id, lists)));
  }
  return changed;
}

export async function countChangeOfLists(tx: Transaction, issuerId: string): Promise<void> {
  await tx
    .update(statusLists)
    .set({ version: sql`${statusLists.version} + 1` })
    .where(eq(statusLists.issuerId, issuerId));
}

export async function selectList(connection: Connection, id: string): Promise<StatusListRow | undefined> {
  return (await connection.select().from(statusLists).where(eq(statusLists.id, id)))[0];
}

/** Holds the list still while it is signed, so that one change-set is signed once. */
export async function lockList(tx: Transaction, id: string): Promise<StatusListRow | undefined> {
  return (await tx.select().from(statusLists).where(eq(statusLists.id, id)).for('update'))[0];
}

export async function selectSetIndexes(connection: Connection, listId: string): Promise<number[]> {
  const rows = await connection
    .select({ index: statusEntries.index })
    .from(statusEntries)
    .where(and(eq(statusEntries.listId, listId), ne(statusEntries.state, 'valid')));
  return rows.map((row) => row.index);
}

export async function storePublication(
  tx: Transaction,
  id: string,
  version: number,
  publishedAt: Date,
  publishedBytes: Buffer,
): Promise<void> {
  await tx
    .update(statusLists)
    .set({ publishedVersion: version, publishedAt, publishedBytes })
    .where(eq(statusLists.id, id));
}

export async function selectEntryByUrl(
  connection: Connection,
  url: string,
  index: number,
): Promise<EntryRow | undefined> {
  const rows = await connection
    .select({ entry: statusEntries })
    .from(statusEntries)
    .innerJoin(statusLists, eq(statusLists.id, statusEntries.listId))
    .where(and(eq(statusLists.url, url), eq(statusEntries.index, index)));
  return rows[0]?.entry;
}

export async function selectListByUrl(connection: Connection, url: string): Promise<StatusListRow | undefined> {
  return (await connection.select().from(statusLists).where(eq(statusLists.url, url)))[0];
}

/** How the lists of one issuer, or of all, stand: for the operator. */
export async function selectOverview(connection: Connection, issuerId?: string) {
  return connection
    .select({
      id: statusLists.id,
      issuerId: statusLists.issuerId,
      number: statusLists.number,
      length: statusLists.length,
      taken: sql<number>`(select count(*)::int from ${statusEntries} entry where entry.list_id = ${statusLists.id})`,
      set: sql<number>`(select count(*)::int from ${statusEntries} entry where entry.list_id = ${statusLists.id} and entry.state <> 'valid')`,
      upToDate: sql<boolean>`coalesce(${statusLists.publishedVersion} = ${statusLists.version}, false)`,
      publishedAt: statusLists.publishedAt,
    })
    .from(statusLists)
    .where(issuerId === undefined ? undefined : eq(statusLists.issuerId, issuerId))
    .orderBy(statusLists.issuerId, statusLists.number);
}

/** How many lists were changed since they were last signed. */
export async function countListsBehind(connection: Connection): Promise<number> {
  const [row] = await connection
    .select({ behind: sql<number>`count(*)::int` })
    .from(statusLists)
    .where(sql`${statusLists.publishedVersion} is distinct from ${statusLists.version}`);
  return row?.behind ?? 0;
}

/** Counts one change of every list, so that none of the published copies is up to date any more. */
export async function countListChanges(tx: Transaction): Promise<number> {
  const rows = await tx
    .update(statusLists)
    .set({ version: sql`${statusLists.version} + 1` })
    .returning({ id: statusLists.id });
  return rows.length;
}
