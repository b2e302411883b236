import { and, asc, desc, eq, gt, inArray, type SQL, sql } from 'drizzle-orm';
import type { Connection, Transaction } from '../platform/database.ts';
import { problem } from '../platform/problem.ts';
import { type Guarded, lockedKeyOf } from '../privacy/index.ts';
import { type CredentialFormat, credentials } from './tables.ts';

/** A credential as it lies in the database: its bytes sealed, or as the first release wrote them. */
export type StoredCredential = typeof credentials.$inferSelect;

/** A credential with the bytes that were signed. */
export type CredentialRow = Omit<StoredCredential, 'bytes' | 'sealed'> & { readonly bytes: Buffer };

type Opening = Pick<Guarded, 'privacy'>;

/** What the bytes of a credential are sealed for. */
export const boxOf = (id: string) => `credential:${id}`;

export async function insertCredential(tx: Transaction, row: StoredCredential): Promise<void> {
  await tx.insert(credentials).values(row);
}

/** Ids of all issuers' credentials, in order, after one of them. */
export async function selectIdsAfter(connection: Connection, after: string, limit: number): Promise<string[]> {
  const rows = await connection
    .select({ id: credentials.id })
    .from(credentials)
    .where(gt(credentials.id, after))
    .orderBy(asc(credentials.id))
    .limit(limit);
  return rows.map(({ id }) => id);
}

export async function selectCredentials(connection: Connection, ids: readonly string[]): Promise<StoredCredential[]> {
  return connection
    .select()
    .from(credentials)
    .where(inArray(credentials.id, [...ids]))
    .orderBy(asc(credentials.id));
}

/** The format of the badge that its address serves. */
export const embeddedFormat = 'eddsa-rdfc-2022' satisfies CredentialFormat;

/** Every issue of an award's credentials, the newest first, of one format or of all; without opening any. */
export async function selectIssuesOfAward(
  connection: Connection,
  issuerId: string,
  awardId: string,
  format?: CredentialFormat,
): Promise<StoredCredential[]> {
  return connection
    .select()
    .from(credentials)
    .where(
      and(
        eq(credentials.issuerId, issuerId),
        eq(credentials.awardId, awardId),
        format === undefined ? undefined : eq(credentials.format, format),
      ),
    )
    .orderBy(desc(credentials.issue));
}

/** The places of all credentials of these awards, so that withdrawing an award withdraws them all. */
export async function selectPlacesOfAwards(
  connection: Connection,
  issuerId: string,
  awardIds: readonly string[],
): Promise<{ awardId: string; listId: string; index: number }[]> {
  return connection
    .select({ awardId: credentials.awardId, listId: credentials.statusListId, index: credentials.statusIndex })
    .from(credentials)
    .where(and(eq(credentials.issuerId, issuerId), inArray(credentials.awardId, [...awardIds])));
}

/** As part of a query on awards: the ids of those whose newest issue was signed by this key. */
export function awardsSignedBy(issuerId: string, keyId: string): SQL {
  return sql`
    select issue.award_id from ${credentials} issue
    where issue.issuer_id = ${issuerId}::uuid and issue.signing_key_id = ${keyId}::uuid and issue.format = ${embeddedFormat}
      and not exists (select from ${credentials} newer where newer.award_id = issue.award_id and newer.format = issue.format and newer.issue > issue.issue)`;
}

/**
 * The newest issue of the badge with this id, for whoever asks.
 * @throws {Problem} `gone` when its holder was erased
 */
export async function selectNewestOfAward(
  on: Opening,
  connection: Connection,
  awardId: string,
): Promise<CredentialRow | undefined> {
  return newest(on, connection, eq(credentials.awardId, awardId));
}

/**
 * One issue of the badge with this id.
 * @throws {Problem} `gone` when its holder was erased
 */
export async function selectIssueOfAward(
  on: Opening,
  connection: Connection,
  awardId: string,
  issue: number,
): Promise<CredentialRow | undefined> {
  const which = and(eq(credentials.awardId, awardId), eq(credentials.issue, issue));
  return which && newest(on, connection, which);
}

/**
 * The newest issue of the badge at this address.
 * @throws {Problem} `gone` when its holder was erased
 */
export async function selectNewestByUrl(
  on: Opening,
  connection: Connection,
  url: string,
): Promise<CredentialRow | undefined> {
  return newest(on, connection, eq(credentials.url, url));
}

async function newest(on: Opening, connection: Connection, which: SQL): Promise<CredentialRow | undefined> {
  const [found] = await connection
    .select({ row: credentials, locked: lockedKeyOf(credentials.learnerId) })
    .from(credentials)
    .where(and(which, eq(credentials.format, embeddedFormat)))
    .orderBy(desc(credentials.issue))
    .limit(1);
  return found && present(await openCredential(on, connection, found.row, found.locked));
}

/** @returns nothing when its holder was erased */
export async function openIssue(
  on: Opening,
  connection: Connection,
  stored: StoredCredential,
): Promise<CredentialRow | undefined> {
  const [found] = await connection
    .select({ locked: lockedKeyOf(credentials.learnerId) })
    .from(credentials)
    .where(eq(credentials.id, stored.id));
  return found && openCredential(on, connection, stored, found.locked);
}

/** Every issue of an award's credential with its bytes, the oldest first. */
export async function selectOpenedIssues(
  on: Opening,
  connection: Connection,
  issuerId: string,
  awardId: string,
): Promise<CredentialRow[]> {
  const rows = await connection
    .select({ row: credentials, locked: lockedKeyOf(credentials.learnerId) })
    .from(credentials)
    .where(and(eq(credentials.issuerId, issuerId), eq(credentials.awardId, awardId)))
    .orderBy(asc(credentials.issue));
  const opened: CredentialRow[] = [];
  for (const { row, locked } of rows) opened.push(present(await openCredential(on, connection, row, locked)));
  return opened;
}

async function openCredential(
  on: Opening,
  connection: Connection,
  row: StoredCredential,
  locked: string | null,
): Promise<CredentialRow | undefined> {
  const { bytes, sealed, ...rest } = row;
  if (bytes !== null) return { ...rest, bytes };
  const { issuerId, learnerId } = row;
  const seal = learnerId === null ? undefined : await on.privacy.unlock(connection, issuerId, learnerId, locked);
  if (seal === undefined || sealed === null) return undefined;
  return { ...rest, bytes: seal.openBytes(boxOf(row.id), sealed) };
}

function present(credential: CredentialRow | undefined): CredentialRow {
  if (credential === undefined) throw problem('gone', 'The holder of this badge was erased, and the badge with them.');
  return credential;
}

/** Puts a credential of the first release under its learner's key; the database lets that happen once and nothing else. */
export async function updateToSealed(
  tx: Transaction,
  id: string,
  to: { learnerId: string; sealed: Buffer; factsDigest: string },
): Promise<void> {
  await tx
    .update(credentials)
    .set({ ...to, bytes: null })
    .where(eq(credentials.id, id));
}

/** Every issue of the badge at this address, with an embedded proof. */
export async function selectIssuesByUrl(connection: Connection, url: string): Promise<StoredCredential[]> {
  return connection
    .select()
    .from(credentials)
    .where(and(eq(credentials.url, url), eq(credentials.format, embeddedFormat)));
}

/** Whether a place in a status list belongs to a badge; the others belong to credentials of the VC API. */
export async function selectIsPlaceOfBadge(
  connection: Connection,
  issuerId: string,
  { listId, index }: { readonly listId: string; readonly index: number },
): Promise<boolean> {
  const rows = await connection
    .select({ id: credentials.id })
    .from(credentials)
    .where(
      and(eq(credentials.issuerId, issuerId), eq(credentials.statusListId, listId), eq(credentials.statusIndex, index)),
    );
  return rows.length > 0;
}
