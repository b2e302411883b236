import type { Connection } from '../platform/database.ts';
import { problem } from '../platform/problem.ts';
import type { Skill, SkillInFull } from './schema.ts';
import { type SkillRow, selectAlternativeLabels, selectSkillsByUri } from './store.ts';
import type { PerLanguage } from './tables.ts';

/**
 * Concepts by their exact URIs, retired ones included, in one query.
 * @param issuerId whose own catalogue is looked in besides the shared ones; null for the shared ones only
 * @returns only the URIs that were found
 */
export async function findSkillsByUri(
  connection: Connection,
  issuerId: string | null,
  uris: readonly string[],
): Promise<Map<string, Skill>> {
  const rows = await selectSkillsByUri(connection, issuerId, uris);
  return new Map(rows.map((row) => [row.uri, toSkill(row)]));
}

/**
 * One concept with everything that is known of it.
 * @throws {Problem} `not-found`
 */
export async function readSkill(connection: Connection, issuerId: string | null, uri: string): Promise<SkillInFull> {
  const [row] = await selectSkillsByUri(connection, issuerId, [uri]);
  if (row === undefined) throw problem('not-found', 'No catalogue holds a concept with exactly this URI.');
  const alternativeLabels: Record<string, string[]> = {};
  for (const { language, label } of await selectAlternativeLabels(connection, row.id)) {
    alternativeLabels[language] = [...(alternativeLabels[language] ?? []), label];
  }
  return {
    ...toSkill(row),
    versions: row.versions,
    ...(row.broader !== null && { broader: row.broader }),
    descriptions: row.descriptions,
    alternativeLabels,
  };
}

export function toSkill({ uri, catalogue, versions, kind, code, retiredIn, labels }: SkillRow): Skill {
  return {
    uri,
    catalogue,
    version: versions.at(-1) ?? '',
    kind,
    ...(code !== null && { code }),
    ...(retiredIn !== null && { retiredIn }),
    labels,
  };
}

/** The text in the language asked for, else in English, else in any, with its language. */
export function wordIn(texts: PerLanguage, language: string): readonly [language: string, text: string] | undefined {
  for (const wanted of [language, 'en']) {
    const text = texts[wanted];
    if (text !== undefined) return [wanted, text];
  }
  return Object.entries(texts)[0];
}
