import { and, asc, desc, eq, type SQL } from 'drizzle-orm';
import type { Connection, Transaction } from '../platform/database.ts';
import { problem } from '../platform/problem.ts';
import { type Guarded, lockedKeyOf } from '../privacy/index.ts';
import { credentials } from './tables.ts';

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

/** Every issue of an award's credential, the newest first; without opening any. */
export async function selectIssuesOfAward(
  connection: Connection,
  issuerId: string,
  awardId: string,
): Promise<StoredCredential[]> {
  return connection
    .select()
    .from(credentials)
    .where(and(eq(credentials.issuerId, issuerId), eq(credentials.awardId, awardId)))
    .orderBy(desc(credentials.issue));
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
    .where(which)
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
