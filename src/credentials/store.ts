import { and, desc, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { Connection, Transaction } from '../platform/database.ts';
import { credentials } from './tables.ts';

export type CredentialRow = typeof credentials.$inferSelect;

export async function insertCredential(tx: Transaction, row: CredentialRow): Promise<void> {
  await tx.insert(credentials).values(row);
}

/** Every issue of an award's credential, the newest first. */
export async function selectIssuesOfAward(
  connection: Connection,
  issuerId: string,
  awardId: string,
): Promise<CredentialRow[]> {
  return connection
    .select()
    .from(credentials)
    .where(and(eq(credentials.issuerId, issuerId), eq(credentials.awardId, awardId)))
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
    where issue.issuer_id = ${issuerId}::uuid and issue.signing_key_id = ${keyId}::uuid
      and not exists (select from ${credentials} newer where newer.award_id = issue.award_id and newer.issue > issue.issue)`;
}

/** The newest issue of the badge with this id, for whoever asks. */
export async function selectNewestOfAward(connection: Connection, awardId: string): Promise<CredentialRow | undefined> {
  const rows = await connection
    .select()
    .from(credentials)
    .where(eq(credentials.awardId, awardId))
    .orderBy(desc(credentials.issue))
    .limit(1);
  return rows[0];
}

/** The newest issue of the badge at this address. */
export async function selectNewestByUrl(connection: Connection, url: string): Promise<CredentialRow | undefined> {
  const rows = await connection
    .select()
    .from(credentials)
    .where(eq(credentials.url, url))
    .orderBy(desc(credentials.issue))
    .limit(1);
  return rows[0];
}
