import type { Connection } from '../platform/database.ts';
import { type PageQuery, toPage } from '../platform/pagination.ts';
import { problem } from '../platform/problem.ts';
import type { AchievementDefinition, DefinedUlo } from './achievement-definition.ts';
import { achievementUrl } from './achievement-url.ts';
import type { AchievementAnswer, ItemAnswer } from './answers.ts';
import type { Achievement } from './published.ts';
import {
  type DocumentRow,
  type ItemRow,
  selectAchievement,
  selectAchievementOfUlo,
  selectAchievements,
  selectAchievementsWithSkill,
  selectDocument,
  selectItemVersions,
  selectNewestItems,
} from './store.ts';
import type { ItemKind, ItemState } from './tables.ts';

/** @throws {Problem} `not-found` while nothing was sent */
export async function readDocument(connection: Connection, issuerId: string): Promise<DocumentRow> {
  const document = await selectDocument(connection, issuerId);
  if (document === undefined)
    throw problem('not-found', 'There is no curriculum yet; send one with PUT /v1/curriculum.');
  return document;
}

/** The newest version of each item of a kind, a page at a time. */
export async function listItems(
  connection: Connection,
  issuerId: string,
  kind: ItemKind,
  query: PageQuery & { readonly state?: ItemState | undefined },
): Promise<{ items: ItemAnswer[]; next?: string }> {
  const rows = await selectNewestItems(connection, issuerId, kind, { ...query, limit: query.limit + 1 });
  return toPage(rows.map(toItem), query.limit);
}

/**
 * One version of an item and the list of its versions.
 * @param version absent: the newest, published or not
 * @throws {Problem} `not-found`
 */
export async function readItem(
  connection: Connection,
  issuerId: string,
  kind: ItemKind,
  ref: string,
  version?: number,
): Promise<ItemAnswer & { versions: { version: number; state: ItemState }[] }> {
  const rows = await selectItemVersions(connection, issuerId, kind, ref);
  const wanted = version === undefined ? rows[0] : rows.find((row) => row.version === version);
  if (wanted === undefined) {
    throw problem('not-found', `There is no ${kind} ${ref}${version === undefined ? '' : ` in version ${version}`}.`);
  }
  return { ...toItem(wanted), versions: rows.map((row) => ({ version: row.version, state: row.state })) };
}

function toItem({ id, ref, version, state, publishedAt, content }: ItemRow): ItemAnswer {
  return {
    id,
    ref,
    version,
    state,
    ...(publishedAt && { publishedAt: publishedAt.toISOString() }),
    content: { ...content, id: ref },
  };
}

/** An achievement version of whatever issuer: they are public. */
export async function findAchievement(connection: Connection, id: string): Promise<Achievement | undefined> {
  return selectAchievement(connection, id);
}

/**
 * What can be earned now that certifies a skill, of all issuers: they are public.
 * @param uri of a catalogue's concept or of an issuer's own, byte for byte
 */
export async function findAchievementsWithSkill(
  connection: Connection,
  uri: string,
  limit: number,
): Promise<Achievement[]> {
  return selectAchievementsWithSkill(connection, uri, limit);
}

/**
 * A page of the achievement versions of one issuer.
 * @param query `current`: only what is awarded now; `ref`: the versions of one badge
 */
export async function listAchievements(
  connection: Connection,
  issuerId: string,
  query: PageQuery & { readonly ref?: string | undefined; readonly current?: boolean | undefined },
): Promise<{ items: Achievement[]; next?: string }> {
  const rows = await selectAchievements(connection, issuerId, { ...query, limit: query.limit + 1 });
  return toPage(rows, query.limit);
}

/** A published version of a ULO, also one that has been superseded; nothing when no achievement was ever made of it. */
export async function findUloVersion(
  connection: Connection,
  issuerId: string,
  ref: string,
  version: number,
): Promise<DefinedUlo | undefined> {
  const achievement = await selectAchievementOfUlo(connection, issuerId, ref, version);
  return achievement?.definition.ulos.find((ulo) => ulo.ref === ref && ulo.version === version);
}

/** @throws {Problem} `not-found`, also for another issuer's */
export async function readAchievement(
  connection: Connection,
  baseUrl: string,
  issuerId: string,
  id: string,
): Promise<AchievementAnswer & { definition: AchievementDefinition }> {
  const achievement = await selectAchievement(connection, id, issuerId);
  if (achievement === undefined) throw problem('not-found', 'There is no such achievement.');
  return { ...toAchievementAnswer(baseUrl, achievement), definition: achievement.definition };
}

export function toAchievementAnswer(baseUrl: string, achievement: Achievement): AchievementAnswer {
  const { id, ref, version, kind, definition, publishedAt, supersededAt } = achievement;
  return {
    id,
    ref,
    version,
    kind,
    url: achievementUrl(baseUrl, id),
    name: definition.name,
    publishedAt: publishedAt.toISOString(),
    ...(supersededAt && { supersededAt: supersededAt.toISOString() }),
  };
}
