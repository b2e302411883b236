import { and, desc, eq } from 'drizzle-orm';
import type { Connection, Transaction } from '../platform/database.ts';
import { type CredentialFormat, credentials } from './tables.ts';

export type CredentialRow = typeof credentials.$inferSelect;

export async function insertCredential(tx: Transaction, row: CredentialRow): Promise<void> {
  await tx.insert(credentials).values(row);
}

/** The format of the badge that its address serves. */
export const embeddedFormat = 'eddsa-rdfc-2022' satisfies CredentialFormat;

/** Every issue of an award's credentials, the newest first: of one format, or of all. */
export async function selectIssuesOfAward(
  connection: Connection,
  issuerId: string,
  awardId: string,
  format?: CredentialFormat,
): Promise<CredentialRow[]> {
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

/** The newest issue of the badge with this id, for whoever asks. */
export async function selectNewestOfAward(connection: Connection, awardId: string): Promise<CredentialRow | undefined> {
  const rows = await connection
    .select()
    .from(credentials)
    .where(and(eq(credentials.awardId, awardId), eq(credentials.format, embeddedFormat)))
    .orderBy(desc(credentials.issue))
    .limit(1);
  return rows[0];
}

/** The newest issue of the badge at this address. */
export async function selectNewestByUrl(connection: Connection, url: string): Promise<CredentialRow | undefined> {
  const rows = await connection
    .select()
    .from(credentials)
    .where(and(eq(credentials.url, url), eq(credentials.format, embeddedFormat)))
    .orderBy(desc(credentials.issue))
    .limit(1);
  return rows[0];
}

/** Every issue of the badge at this address, with an embedded proof. */
export async function selectIssuesByUrl(connection: Connection, url: string): Promise<CredentialRow[]> {
  return connection
    .select()
    .from(credentials)
    .where(and(eq(credentials.url, url), eq(credentials.format, embeddedFormat)));
}
