import { and, asc, desc, eq, gt, inArray } from 'drizzle-orm';
import type { Connection, Transaction } from '../platform/database.ts';
import { credentials } from './tables.ts';

export type CredentialRow = typeof credentials.$inferSelect;

export async function insertCredential(tx: Transaction, row: CredentialRow): Promise<void> {
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

export async function selectCredentials(connection: Connection, ids: readonly string[]): Promise<CredentialRow[]> {
  return connection
    .select()
    .from(credentials)
    .where(inArray(credentials.id, [...ids]))
    .orderBy(asc(credentials.id));
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

/** One issue of the badge with this id. */
export async function selectIssueOfAward(
  connection: Connection,
  awardId: string,
  issue: number,
): Promise<CredentialRow | undefined> {
  const rows = await connection
    .select()
    .from(credentials)
    .where(and(eq(credentials.awardId, awardId), eq(credentials.issue, issue)));
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
