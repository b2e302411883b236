import { sql } from 'drizzle-orm';
import type { Connection, Transaction } from '../platform/database.ts';
import { statusEntries, statusLists, statusPublications } from './tables.ts';

/** A list with what was published of it last. */
export interface ListWithPublication {
  readonly issuerId: string;
  /** How often it was changed. */
  readonly version: number;
  readonly published:
    | {
        readonly version: number;
        readonly signingKeyId: string;
        readonly signedAt: Date;
        readonly bytes: Buffer;
      }
    | undefined;
}

/** The list and its publication as they are at one moment. */
export async function selectListWithPublication(
  connection: Connection,
  id: string,
): Promise<ListWithPublication | undefined> {
  const rows = await connection
    .select({
      issuerId: statusLists.issuerId,
      version: statusLists.version,
      published: {
        version: statusPublications.version,
        signingKeyId: statusPublications.signingKeyId,
        signedAt: statusPublications.signedAt,
        bytes: statusPublications.bytes,
      },
    })
    .from(statusLists)
    .leftJoin(statusPublications, sql`${statusPublications.listId} = ${statusLists.id}`)
    .where(sql`${statusLists.id} = ${id}::uuid`);
  const [row] = rows;
  return row && { ...row, published: row.published ?? undefined };
}

/** What of a list is signed: which version it is, and the bits that are set in it. */
export interface ListContents {
  readonly url: string;
  readonly length: number;
  readonly version: number;
  readonly set: readonly number[];
}

/** One statement, so that version and bits belong together without holding up whoever changes the list meanwhile. */
export async function selectContents(connection: Connection, id: string): Promise<ListContents | undefined> {
  const { rows } = await connection.execute<{ url: string; length: number; version: number; set: number[] }>(sql`
    select list.url, list.length, list.version, array(
      select entry.index from ${statusEntries} entry where entry.list_id = list.id and entry.state <> 'valid'
    ) as set
    from ${statusLists} list where list.id = ${id}::uuid`);
  return rows[0];
}

/** Lets one sign a list at a time, so that one change-set is signed once; whoever changes the list is not held up. */
export async function waitForTurn(tx: Transaction, id: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`status-list:${id}`}, 0))`);
}

/** The same for who has other work to do when somebody is signing the list already. */
export async function takeTurn(tx: Transaction, id: string): Promise<boolean> {
  const { rows } = await tx.execute<{ taken: boolean }>(
    sql`select pg_try_advisory_xact_lock(hashtextextended(${`status-list:${id}`}, 0)) as taken`,
  );
  return rows[0]?.taken ?? false;
}

export async function storePublication(tx: Transaction, row: typeof statusPublications.$inferInsert): Promise<void> {
  const { version, signingKeyId, signedAt, bytes } = row;
  await tx
    .insert(statusPublications)
    .values(row)
    .onConflictDoUpdate({ target: statusPublications.listId, set: { version, signingKeyId, signedAt, bytes } });
}

/**
 * Lists that have to be signed: never published, changed since, signed before `olderThan`, or by a key that is not the active one any more.
 * Those whose issuer has no active key cannot be signed and are left out.
 */
export async function selectUnpublished(
  connection: Connection,
  activeKeys: readonly { readonly issuerId: string; readonly keyId: string }[],
  olderThan: Date,
  limit: number,
): Promise<string[]> {
  const { rows } = await connection.execute<{ id: string }>(sql`
    select list.id from ${statusLists} list
    join unnest(
      ${sql.param(activeKeys.map(({ issuerId }) => issuerId))}::uuid[], ${sql.param(activeKeys.map(({ keyId }) => keyId))}::uuid[]
    ) as active (issuer_id, key_id) on active.issuer_id = list.issuer_id
    left join ${statusPublications} published on published.list_id = list.id
    where published.list_id is null or published.version <> list.version
      or published.signed_at <= ${olderThan.toISOString()}::timestamptz or published.signing_key_id <> active.key_id
    order by list.id limit ${limit}`);
  return rows.map(({ id }) => id);
}

/** Every list, or those of one issuer: how full they are, how much is withdrawn, and whether the world sees the newest state. */
export async function selectOverview(connection: Connection, issuerId?: string) {
  return connection
    .select({
      id: statusLists.id,
      issuerId: statusLists.issuerId,
      number: statusLists.number,
      length: statusLists.length,
      taken: sql<number>`(select count(*)::int from ${statusEntries} entry where entry.list_id = ${statusLists.id})`,
      set: sql<number>`(select count(*)::int from ${statusEntries} entry where entry.list_id = ${statusLists.id} and entry.state <> 'valid')`,
      upToDate: sql<boolean>`coalesce(${statusPublications.version} = ${statusLists.version}, false)`,
      publishedAt: statusPublications.signedAt,
    })
    .from(statusLists)
    .leftJoin(statusPublications, sql`${statusPublications.listId} = ${statusLists.id}`)
    .where(issuerId === undefined ? undefined : sql`${statusLists.issuerId} = ${issuerId}`)
    .orderBy(statusLists.issuerId, statusLists.number);
}

/** How many lists were changed since they were last signed. */
export async function countListsBehind(connection: Connection): Promise<number> {
  const [row] = await connection
    .select({ behind: sql<number>`count(*)::int` })
    .from(statusLists)
    .leftJoin(statusPublications, sql`${statusPublications.listId} = ${statusLists.id}`)
    .where(sql`${statusPublications.version} is distinct from ${statusLists.version}`);
  return row?.behind ?? 0;
}
