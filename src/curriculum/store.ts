import { and, asc, desc, eq, gt, inArray, isNull, max, type SQL, sql } from 'drizzle-orm';
import type { Connection, Transaction } from '../platform/database.ts';
import type { StoredAchievement } from './plan-achievements.ts';
import type { StoredItem } from './plan-items.ts';
import type { Achievement } from './published.ts';
import { achievements, curriculumDocuments, curriculumItems, type ItemKind, type ItemState } from './tables.ts';

export type DocumentRow = typeof curriculumDocuments.$inferSelect;
export type ItemRow = typeof curriculumItems.$inferSelect;

/** Rows in one insert: PostgreSQL takes at most 65,535 parameters a statement. */
const rowsAtOnce = 1_000;

/** One curriculum is changed by one request at a time; released with the transaction. */
export async function lockCurriculum(tx: Transaction, issuerId: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`curriculum:${issuerId}`}, 0))`);
}

export async function insertDocument(tx: Transaction, row: DocumentRow): Promise<void> {
  await tx.insert(curriculumDocuments).values(row);
}

/** The document as it was last sent. */
export async function selectDocument(connection: Connection, issuerId: string): Promise<DocumentRow | undefined> {
  const rows = await connection
    .select()
    .from(curriculumDocuments)
    .where(eq(curriculumDocuments.issuerId, issuerId))
    .orderBy(desc(curriculumDocuments.revision))
    .limit(1);
  return rows[0];
}

/** Which document is the current one, without its content. */
export async function selectDocumentId(connection: Connection, issuerId: string): Promise<string | undefined> {
  const rows = await connection
    .select({ id: curriculumDocuments.id })
    .from(curriculumDocuments)
    .where(eq(curriculumDocuments.issuerId, issuerId))
    .orderBy(desc(curriculumDocuments.revision))
    .limit(1);
  return rows[0]?.id;
}

/** Every version of every item, without contents. */
export async function selectVersions(connection: Connection, issuerId: string): Promise<StoredItem[]> {
  const { id, kind, ref, version, state, digest } = curriculumItems;
  return connection
    .select({ id, kind, ref, version, state, digest })
    .from(curriculumItems)
    .where(eq(curriculumItems.issuerId, issuerId));
}

/** The items that are published now, with their contents. */
export async function selectPublishedItems(connection: Connection, issuerId: string): Promise<ItemRow[]> {
  return connection
    .select()
    .from(curriculumItems)
    .where(and(eq(curriculumItems.issuerId, issuerId), eq(curriculumItems.state, 'published')));
}

export async function insertItems(tx: Transaction, rows: readonly ItemRow[]): Promise<void> {
  for (let at = 0; at < rows.length; at += rowsAtOnce) {
    await tx.insert(curriculumItems).values(rows.slice(at, at + rowsAtOnce));
  }
}

/** A draft takes another content or becomes published. The trigger refuses this for what is published already. */
export async function rewriteItem(
  tx: Transaction,
  issuerId: string,
  id: string,
  change: Pick<ItemRow, 'content' | 'digest' | 'state' | 'publishedAt'>,
): Promise<void> {
  await tx
    .update(curriculumItems)
    .set(change)
    .where(and(eq(curriculumItems.issuerId, issuerId), eq(curriculumItems.id, id)));
}

export async function moveItems(
  tx: Transaction,
  issuerId: string,
  ids: readonly string[],
  state: ItemState,
): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .update(curriculumItems)
    .set({ state })
    .where(and(eq(curriculumItems.issuerId, issuerId), inArray(curriculumItems.id, [...ids])));
}

/** Drafts only; the trigger refuses to delete what was published. */
export async function deleteItems(tx: Transaction, issuerId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .delete(curriculumItems)
    .where(and(eq(curriculumItems.issuerId, issuerId), inArray(curriculumItems.id, [...ids])));
}

export interface Page {
  readonly limit: number;
  readonly after?: string | undefined;
}

/** The newest version of each item of a kind. */
export async function selectNewestItems(
  connection: Connection,
  issuerId: string,
  kind: ItemKind,
  page: Page & { readonly state?: ItemState | undefined },
): Promise<ItemRow[]> {
  const newest = connection
    .select({ ref: curriculumItems.ref, version: max(curriculumItems.version).as('newest') })
    .from(curriculumItems)
    .where(
      and(
        eq(curriculumItems.issuerId, issuerId),
        eq(curriculumItems.kind, kind),
        page.state === undefined ? undefined : eq(curriculumItems.state, page.state),
      ),
    )
    .groupBy(curriculumItems.ref)
    .as('newest_versions');
  const rows = await connection
    .select({ item: curriculumItems })
    .from(curriculumItems)
    .innerJoin(newest, and(eq(newest.ref, curriculumItems.ref), eq(newest.version, curriculumItems.version)))
    .where(
      and(
        eq(curriculumItems.issuerId, issuerId),
        eq(curriculumItems.kind, kind),
        page.after === undefined ? undefined : gt(curriculumItems.id, page.after),
      ),
    )
    .orderBy(asc(curriculumItems.id))
    .limit(page.limit);
  return rows.map(({ item }) => item);
}

/** All versions of one item, newest first. */
export async function selectItemVersions(
  connection: Connection,
  issuerId: string,
  kind: ItemKind,
  ref: string,
): Promise<ItemRow[]> {
  return connection
    .select()
    .from(curriculumItems)
    .where(and(eq(curriculumItems.issuerId, issuerId), eq(curriculumItems.kind, kind), eq(curriculumItems.ref, ref)))
    .orderBy(desc(curriculumItems.version));
}

export async function insertAchievements(tx: Transaction, rows: readonly Achievement[]): Promise<void> {
  for (let at = 0; at < rows.length; at += rowsAtOnce) {
    await tx.insert(achievements).values(rows.slice(at, at + rowsAtOnce));
  }
}

export async function setSuperseded(
  tx: Transaction,
  issuerId: string,
  ids: readonly string[],
  supersededAt: Date | null,
): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .update(achievements)
    .set({ supersededAt })
    .where(and(eq(achievements.issuerId, issuerId), inArray(achievements.id, [...ids])));
}

/** The latest version of each achievement, without definitions. */
export async function selectLatestAchievements(connection: Connection, issuerId: string): Promise<StoredAchievement[]> {
  const { id, ref, version, kind, digest, supersededAt } = achievements;
  return connection
    .selectDistinctOn([ref], { id, ref, version, kind, digest, supersededAt })
    .from(achievements)
    .where(eq(achievements.issuerId, issuerId))
    .orderBy(asc(ref), desc(version));
}

export async function selectCurrentAchievements(connection: Connection, issuerId: string): Promise<Achievement[]> {
  return connection
    .select()
    .from(achievements)
    .where(and(eq(achievements.issuerId, issuerId), isNull(achievements.supersededAt)))
    .orderBy(asc(achievements.id));
}

/** @param issuerId absent: of whatever issuer, for what is public */
export async function selectAchievement(
  connection: Connection,
  id: string,
  issuerId?: string,
): Promise<Achievement | undefined> {
  const owner = issuerId === undefined ? undefined : eq(achievements.issuerId, issuerId);
  return (
    await connection
      .select()
      .from(achievements)
      .where(and(eq(achievements.id, id), owner))
  )[0];
}

export async function selectAchievements(
  connection: Connection,
  issuerId: string,
  page: Page & { readonly ref?: string | undefined; readonly current?: boolean | undefined },
): Promise<Achievement[]> {
  const wanted: (SQL | undefined)[] = [
    eq(achievements.issuerId, issuerId),
    page.ref === undefined ? undefined : eq(achievements.ref, page.ref),
    page.current === true ? isNull(achievements.supersededAt) : undefined,
    page.after === undefined ? undefined : gt(achievements.id, page.after),
  ];
  return connection
    .select()
    .from(achievements)
    .where(and(...wanted))
    .orderBy(asc(achievements.id))
    .limit(page.limit);
}

/** What is awarded now, by whatever issuer, and names a skill: by the URI of a catalogue, or by the issuer's own. */
export async function selectAchievementsWithSkill(
  connection: Connection,
  uri: string,
  limit: number,
): Promise<Achievement[]> {
  const skills = sql`(${achievements.definition} -> 'skills')`;
  const aligned = JSON.stringify([{ alignments: [{ targetUrl: uri }] }]);
  const own = JSON.stringify([{ uri }]);
  return connection
    .select()
    .from(achievements)
    .where(and(isNull(achievements.supersededAt), sql`(${skills} @> ${aligned}::jsonb or ${skills} @> ${own}::jsonb)`))
    .orderBy(asc(achievements.issuerId), asc(achievements.ref))
    .limit(limit);
}

/** The achievement version in which a ULO version was published last, for proofs that name an older version. */
export async function selectAchievementOfUlo(
  connection: Connection,
  issuerId: string,
  uloRef: string,
  version: number,
): Promise<Achievement | undefined> {
  const contains = JSON.stringify({ ulos: [{ ref: uloRef, version }] });
  const rows = await connection
    .select()
    .from(achievements)
    .where(and(eq(achievements.issuerId, issuerId), sql`${achievements.definition} @> ${contains}::jsonb`))
    .orderBy(desc(achievements.publishedAt), desc(achievements.id))
    .limit(1);
  return rows[0];
}
