import { desc, eq, sql } from 'drizzle-orm';
import type { Connection, Transaction } from '../platform/database.ts';
import { type EntryState, statusEntries, statusLists } from './tables.ts';

export type StatusListRow = typeof statusLists.$inferSelect;
export type EntryRow = typeof statusEntries.$inferSelect;

/** Where one credential stands. */
export interface Place {
  readonly listId: string;
  readonly index: number;
}

/** A place whose bit is to be set, and that of the newer issue of the same badge when there is one. */
export interface Advance extends Place {
  readonly replacedBy?: Place | undefined;
}

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

/**
 * Holds the lists of these places until the transaction ends. In the order of their ids, so that two transactions that change several lists
 * wait for each other in one direction only.
 */
export async function lockListsOf(tx: Transaction, issuerId: string, places: readonly Place[]): Promise<void> {
  const ids = [...new Set(places.map(({ listId }) => listId))];
  await tx.execute(sql`
    select id from ${statusLists} where issuer_id = ${issuerId}::uuid and id = any(${sql.param(ids)}::uuid[])
    order by id for no key update`);
}

/**
 * Moves entries forward (valid → suspended → revoked; a bit is never cleared) and counts one change of each list they lie in: two statements,
 * however many entries.
 * @returns how many entries changed
 */
export async function advanceEntries(
  tx: Transaction,
  issuerId: string,
  advances: readonly Advance[],
  state: Exclude<EntryState, 'valid'>,
  changedAt: Date,
): Promise<number> {
  if (advances.length === 0) return 0;
  await lockListsOf(tx, issuerId, advances);
  const column = (of: (advance: Advance) => string | number | undefined) =>
    sql.param(advances.map((advance) => of(advance) ?? null));
  const { rows } = await tx.execute<{ changed: number }>(sql`
    with advance as (
      select * from unnest(
        ${column(({ listId }) => listId)}::uuid[], ${column(({ index }) => index)}::int[],
        ${column(({ replacedBy }) => replacedBy?.listId)}::uuid[], ${column(({ replacedBy }) => replacedBy?.index)}::int[]
      ) as advance (list_id, index, newer_list_id, newer_index)
    ), changed as (
      update ${statusEntries} entry
      set state = ${state}, replaced_by_list_id = advance.newer_list_id, replaced_by_index = advance.newer_index,
        changed_at = case when entry.state = 'revoked' then entry.changed_at else ${changedAt.toISOString()}::timestamptz end
      from advance
      where entry.issuer_id = ${issuerId}::uuid and entry.list_id = advance.list_id and entry.index = advance.index
        and entry.replaced_by_list_id is null
        and (case ${state} when 'revoked' then entry.state <> 'revoked' or advance.newer_list_id is not null else entry.state = 'valid' end)
      returning entry.list_id
    ), counted as (
      update ${statusLists} list set version = list.version + 1
      where list.issuer_id = ${issuerId}::uuid and list.id in (select list_id from changed)
    )
    select count(*)::int as changed from changed`);
  return rows[0]?.changed ?? 0;
}

export async function selectListByUrl(connection: Connection, url: string): Promise<StatusListRow | undefined> {
  return (await connection.select().from(statusLists).where(eq(statusLists.url, url)))[0];
}

/** What an entry says, and what the entries say that came after it: those of the newer issues of the same badge, the newest last. */
export async function selectEntryStates(connection: Connection, url: string, index: number): Promise<EntryState[]> {
  const { rows } = await connection.execute<{ state: EntryState }>(sql`
    with recursive issue as (
      select entry.state, entry.replaced_by_list_id, entry.replaced_by_index, 1 as rank
      from ${statusEntries} entry join ${statusLists} list on list.id = entry.list_id
      where list.url = ${url} and entry.index = ${index}::bigint
      union all
      select newer.state, newer.replaced_by_list_id, newer.replaced_by_index, issue.rank + 1
      from issue join ${statusEntries} newer on newer.list_id = issue.replaced_by_list_id and newer.index = issue.replaced_by_index
    )
    select state from issue order by rank`);
  return rows.map(({ state }) => state);
}

export async function countChangeOfLists(tx: Transaction, issuerId: string): Promise<void> {
  await tx
    .update(statusLists)
    .set({ version: sql`${statusLists.version} + 1` })
    .where(eq(statusLists.issuerId, issuerId));
}

/** Counts one change of every list, so that none of the published copies is up to date any more. */
export async function countListChanges(tx: Transaction): Promise<number> {
  const rows = await tx
    .update(statusLists)
    .set({ version: sql`${statusLists.version} + 1` })
    .returning({ id: statusLists.id });
  return rows.length;
}
