import { and, asc, eq, isNull, or, type SQL, sql } from 'drizzle-orm';
import type { Connection, Transaction } from '../platform/database.ts';
import type { CatalogueId } from './schema.ts';
import { tracesOf } from './search/spelling.ts';
import { catalogueImports, skillLabels, skills, skillWords } from './tables.ts';

export type ImportRow = typeof catalogueImports.$inferSelect;
export type SkillRow = typeof skills.$inferSelect;
export type LabelRow = Omit<typeof skillLabels.$inferSelect, 'words'>;

/** Which catalogue of whom; the shared ones belong to nobody. */
export interface CatalogueKey {
  readonly issuerId: string | null;
  readonly catalogue: CatalogueId;
}

/** Rows per statement: each statement carries its rows as one JSON parameter, which should stay at a few megabytes. */
const batch = 5_000;

/** Lets one import of a catalogue at a time go on, until the end of the transaction. */
export async function lockCatalogue(tx: Transaction, { issuerId, catalogue }: CatalogueKey): Promise<void> {
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${`catalogue/${issuerId ?? ''}/${catalogue}`}, 0))`,
  );
}

/** The imports of one catalogue, oldest first. */
export async function selectImports(connection: Connection, key: CatalogueKey): Promise<ImportRow[]> {
  return connection
    .select()
    .from(catalogueImports)
    .where(and(ownedBy(catalogueImports.issuerId, key.issuerId), eq(catalogueImports.catalogue, key.catalogue)))
    .orderBy(asc(catalogueImports.id));
}

export async function insertImport(tx: Transaction, row: ImportRow): Promise<void> {
  await tx.insert(catalogueImports).values(row);
}

/** Every concept of one catalogue by URI. */
export async function selectCatalogue(connection: Connection, key: CatalogueKey): Promise<Map<string, SkillRow>> {
  const rows = await connection
    .select()
    .from(skills)
    .where(and(ownedBy(skills.issuerId, key.issuerId), eq(skills.catalogue, key.catalogue)));
  return new Map(rows.map((row) => [row.uri, row]));
}

/** Adds concepts, or changes those whose id is there. */
export async function upsertSkills(tx: Transaction, rows: readonly SkillRow[]): Promise<void> {
  for (const part of parts(rows)) {
    await tx.execute(sql`
      insert into ${skills} (issuer_id, id, catalogue, uri, code, kind, broader, versions, retired_in, labels, descriptions, digests)
      select "issuerId", id, catalogue, uri, code, kind, broader, versions, "retiredIn", labels, descriptions, digests
      from jsonb_to_recordset(${JSON.stringify(part)}::jsonb) as row ("issuerId" uuid, id uuid, catalogue text, uri text, code text, kind text,
        broader text, versions text[], "retiredIn" text, labels jsonb, descriptions jsonb, digests jsonb)
      on conflict (id) do update set code = excluded.code, kind = excluded.kind, broader = excluded.broader, versions = excluded.versions,
        retired_in = excluded.retired_in, labels = excluded.labels, descriptions = excluded.descriptions, digests = excluded.digests`);
  }
}

/** Notes that a version holds concepts about which it says nothing new. */
export async function confirmSkills(tx: Transaction, ids: readonly string[], version: string): Promise<void> {
  if (ids.length === 0) return;
  await tx.execute(sql`
    update ${skills} set versions = versions || ${version}::text where id = any(${sql.param(ids)}::uuid[])`);
}

export async function retireSkills(tx: Transaction, ids: readonly string[], version: string): Promise<void> {
  if (ids.length === 0) return;
  await tx.execute(sql`update ${skills} set retired_in = ${version} where id = any(${sql.param(ids)}::uuid[])`);
}

/** Takes away what concepts were called in a language. */
export async function deleteLabels(
  tx: Transaction,
  labels: readonly { skillId: string; language: string }[],
): Promise<void> {
  for (const part of parts(labels)) {
    await tx.execute(sql`
      delete from ${skillLabels} label
      using unnest(${sql.param(part.map((one) => one.skillId))}::uuid[], ${sql.param(part.map((one) => one.language))}::text[])
        as outdated (skill_id, language)
      where label.skill_id = outdated.skill_id and label.language = outdated.language`);
  }
}

export async function insertLabels(tx: Transaction, rows: readonly LabelRow[]): Promise<void> {
  for (const part of parts(rows)) {
    await tx.execute(sql`
      insert into ${skillLabels} (issuer_id, skill_id, language, kind, label, plain)
      select "issuerId", "skillId", language, kind, label, plain
      from jsonb_to_recordset(${JSON.stringify(part)}::jsonb)
        as row ("issuerId" uuid, "skillId" uuid, language text, kind text, label text, plain text)`);
  }
}

/** Adds the words of labels to the words that the search knows. */
export async function insertWords(
  tx: Transaction,
  issuerId: string | null,
  labels: readonly LabelRow[],
): Promise<void> {
  const words = new Map(
    labels.flatMap(({ language, plain }) =>
      plain.split(' ').map((word) => [`${language} ${word}`, { language, word }] as const),
    ),
  );
  for (const part of parts([...words.values()].filter(({ word }) => word !== ''))) {
    const rows = part.map((one) => ({ ...one, traces: tracesOf(one.word) }));
    await tx.execute(sql`
      insert into ${skillWords} (issuer_id, language, word, traces)
      select ${issuerId}::uuid, language, word, traces
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (language text, word text, traces text[])
      on conflict do nothing`);
  }
}

/** Refreshes the statistics by which PostgreSQL plans, within the transaction that changed much. */
export async function analyze(tx: Transaction): Promise<void> {
  await tx.execute(sql`analyze ${skills}, ${skillLabels}, ${skillWords}`);
}

/** Concepts by their exact URIs, as one issuer sees them: the shared catalogues and its own. */
export async function selectSkillsByUri(
  connection: Connection,
  issuerId: string | null,
  uris: readonly string[],
): Promise<SkillRow[]> {
  if (uris.length === 0) return [];
  return connection
    .select()
    .from(skills)
    .where(and(visibleTo(skills.issuerId, issuerId), sql`${skills.uri} = any(${sql.param(uris)}::text[])`));
}

export async function selectAlternativeLabels(
  connection: Connection,
  skillId: string,
): Promise<{ language: string; label: string }[]> {
  return connection
    .select({ language: skillLabels.language, label: skillLabels.label })
    .from(skillLabels)
    .where(and(eq(skillLabels.skillId, skillId), eq(skillLabels.kind, 'alternative')))
    .orderBy(asc(skillLabels.language), asc(skillLabels.label));
}

/** How many concepts of a catalogue there are, by kind and by whether they are retired. */
export async function countKinds(connection: Connection, key: CatalogueKey) {
  const { rows } = await connection.execute<{ kind: string; retired: boolean; count: number }>(sql`
    select kind, retired_in is not null as retired, count(*)::int as count from ${skills}
    where ${ownedBy(skills.issuerId, key.issuerId)} and catalogue = ${key.catalogue} group by 1, 2 order by 1`);
  return rows;
}

/** How many concepts that are not retired have a preferred label, by language. */
export async function countLanguages(connection: Connection, key: CatalogueKey) {
  const { rows } = await connection.execute<{ language: string; count: number }>(sql`
    select language, count(*)::int as count from ${skills}, jsonb_object_keys(labels) as language
    where ${ownedBy(skills.issuerId, key.issuerId)} and catalogue = ${key.catalogue} and retired_in is null group by 1 order by 1`);
  return rows;
}

/** The condition for rows that one issuer may see; an operator (null) sees the shared ones. */
export function visibleTo(
  column: typeof skills.issuerId | typeof skillLabels.issuerId | typeof skillWords.issuerId,
  issuerId: string | null,
): SQL | undefined {
  return issuerId === null ? isNull(column) : or(isNull(column), eq(column, issuerId));
}

function ownedBy(column: typeof skills.issuerId | typeof catalogueImports.issuerId, issuerId: string | null): SQL {
  return issuerId === null ? isNull(column) : eq(column, issuerId);
}

function* parts<Row>(rows: readonly Row[]): Generator<Row[]> {
  for (let start = 0; start < rows.length; start += batch) yield rows.slice(start, start + batch);
}
