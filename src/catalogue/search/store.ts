import { inArray, type SQL, sql } from 'drizzle-orm';
import type { Connection } from '../../platform/database.ts';
import type { CatalogueId, LabelKind, SkillKind } from '../schema.ts';
import { type SkillRow, visibleTo } from '../store.ts';
import { skillLabels, skills, skillWords } from '../tables.ts';

const fewLetters = 3;

/** Which concepts may be found. */
export interface Filter {
  readonly issuerId: string | null;
  /** The labels of these languages are searched. */
  readonly languages: readonly string[];
  readonly catalogue: CatalogueId | undefined;
  readonly kind: SkillKind | undefined;
  readonly version: string | undefined;
  readonly limit: number;
}

/** What is looked for: which labels are candidates, and by which patterns they are ranked. All made of letters, digits, `+` and `#`. */
export interface Wanted {
  /** The words that were typed, joined by a space. */
  readonly plain: string;
  /** For each word, the lexemes that count for it: `'pump':*`, `'warmtepomp'`. A label must have one of each, or, if `anyWord`, of some. */
  readonly lexemes: readonly (readonly string[])[];
  /** For each word, how it (or a form of it) begins a word of the label: `% pump%`. */
  readonly beginnings: readonly (readonly string[])[];
  readonly anyWord: boolean;
}

/** A concept that was found, how well (see `rank` below), and by which label. */
export interface Found {
  readonly skill: SkillRow;
  readonly rank: number;
  readonly matchedLabel: string;
}

/**
 * Words of the search's vocabulary that contain one of the typed words or share a trace with one. The two are a union, and the traces are looked up
 * one by one: joined by `or`, or asked for with `&&`, PostgreSQL compares all traces with all words (370 ms instead of 3 on the whole of ESCO).
 */
export async function selectSimilarWords(
  connection: Connection,
  { issuerId, languages }: Pick<Filter, 'issuerId' | 'languages'>,
  contained: readonly string[],
  traces: readonly string[],
): Promise<string[]> {
  const searched = sql`${visibleTo(skillWords.issuerId, issuerId)} and ${inArray(skillWords.language, [...languages])}`;
  const patterns = contained.map((word) => `%${word}%`);
  const { rows } = await connection.execute<{ word: string }>(sql`
    select word from ${skillWords} where word like any(${sql.param(patterns)}::text[]) and ${searched}
    union
    select word from unnest(${sql.param(traces)}::text[]) as trace join ${skillWords} on traces @> array[trace] where ${searched}`);
  return rows.map(({ word }) => word);
}

/**
 * Finds and ranks concepts. A label's score is a rank (thousands: 5 exact, 4 start, 3 words, 2 alternative, 1 inside, 0 similar) plus, within the
 * rank, how many words stand there in full and how short the label is. A concept has the score of its best label.
 */
export async function selectRanked(connection: Connection, filter: Filter, wanted: Wanted): Promise<Found[]> {
  const { rows } = await connection.execute<RankedRow>(sql`
    with candidate as (
      select skill_id, label, ${scoreOf(wanted)} as score
      from ${skillLabels}
      where words @@ ${queryOf(wanted)}::tsquery and ${enoughOf(wanted)}
        and ${inArray(skillLabels.language, [...filter.languages])}
        and ${visibleTo(skillLabels.issuerId, filter.issuerId)}
    ), best as (
      select skill_id, max(candidate.score) as score
      from candidate join ${skills} on ${skills.id} = skill_id
      where ${wantedSkills(filter)}
      group by skill_id, uri
      order by score desc, uri
      limit ${filter.limit}
    )
    select distinct on (best.score, ${skills.uri}) best.score, candidate.label as "matchedLabel", ${skills.issuerId} as "issuerId", ${skills.id} as id,
      catalogue, uri, code, ${skills.kind} as kind, broader, versions, retired_in as "retiredIn", labels, descriptions, digests
    from best
      join ${skills} on ${skills.id} = best.skill_id
      join candidate on candidate.skill_id = best.skill_id and candidate.score = best.score
    order by best.score desc, ${skills.uri}, candidate.label`);
  return rows.map(({ score, matchedLabel, ...skill }) => ({ skill, matchedLabel, rank: Math.floor(score / 1_000) }));
}

type RankedRow = SkillRow & { score: number; matchedLabel: string };

function wantedSkills({ catalogue, kind, version }: Filter): SQL {
  const conditions = [
    version === undefined ? sql`retired_in is null` : sql`${version} = any(versions)`,
    ...(catalogue === undefined ? [] : [sql`${skills.catalogue} = ${catalogue}`]),
    ...(kind === undefined ? [] : [sql`${skills.kind} = ${kind}`]),
  ];
  return sql.join(conditions, sql` and `);
}

/** `('heat':*) & ('pump':* | 'warmtepomp')`; lexemes hold no quotes or backslashes, see {@link Wanted}. */
function queryOf({ lexemes, anyWord }: Wanted): string {
  return lexemes.map((forms) => `(${forms.join(' | ')})`).join(anyWord ? ' | ' : ' & ');
}

/**
 * A few letters begin a fifth of all labels. To rank them all takes 45 ms and helps nobody, so of other than preferred labels only those count that
 * have the letters as a word: `AI`, `PLC`.
 */
function enoughOf({ plain }: Wanted): SQL {
  if (plain.length > fewLetters) return sql`true`;
  return sql`(kind = ${'preferred' satisfies LabelKind} or ' ' || plain || ' ' like ${`% ${plain} %`})`;
}

/** Patterns on the label's words rather than on the index: as cheap as a comparison of texts, and they see whole, beginning and inner part. */
function scoreOf({ plain, beginnings, anyWord }: Wanted): SQL {
  const words = plain.split(' ');
  const padded = sql`(' ' || plain || ' ')`;
  const preferred = sql`kind = ${'preferred' satisfies LabelKind}`;
  const begins = (forms: readonly string[]) => sql`${padded} like any(${sql.param(forms)}::text[])`;
  const allBegin = sql.join(beginnings.map(begins), sql` and `);
  const allInside = sql.join(
    words.map((word) => sql`plain like ${`%${word}%`}`),
    sql` and `,
  );
  const perWord = words.map(
    (word, position) => sql`case
      when ${padded} like ${`% ${word} %`} then ${anyWord ? 10 * word.length : 100}
      when ${begins(beginnings[position] ?? [])} then ${anyWord ? 8 * word.length : 60}
      when ${padded} like ${`%${word}%`} then 20 else 0 end`,
  );
  return sql`(
    case
      when ${preferred} and plain = ${plain} then 5000
      when ${preferred} and starts_with(plain || ' ', ${`${plain} `}) then 4100
      when ${preferred} and starts_with(plain, ${plain}) then 4000
      when ${preferred} and ${allBegin} then 3000
      when ${allBegin} then 2000 + case when plain = ${plain} then 300 when starts_with(plain, ${plain}) then 150 else 0 end
      when ${allInside} then 1000 + case when ${preferred} then 40 else 0 end
      else case when ${preferred} then 40 else 0 end
    end
    + (${sql.join(perWord, sql` + `)}) ${anyWord ? sql`` : sql`/ ${words.length}::int`}
    - least(length(plain), 180) / 4)`;
}
