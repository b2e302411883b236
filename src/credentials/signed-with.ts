import { and, asc, eq, gt, gte, isNull, lt, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Connection } from '../platform/database.ts';
import { embeddedFormat } from './store.ts';
import { credentials } from './tables.ts';

/** Credentials that one key signed, by the time in our own record. */
export interface SignedWith {
  readonly issuerId: string;
  readonly signingKeyId: string;
  readonly signedFrom: Date | null;
  readonly signedBefore: Date | null;
  /** Only badges that are still out: no later issue has taken their place. */
  readonly newestOnly: boolean;
}

/** The first award after `cursor`, in the order of ids, of which such a credential exists. */
export async function nextAwardSignedWith(
  connection: Connection,
  which: SignedWith,
  cursor: string | null,
): Promise<string | undefined> {
  const [row] = await connection
    .select({ awardId: credentials.awardId })
    .from(credentials)
    .leftJoin(later, followedBy)
    .where(conditions(which, cursor))
    .orderBy(asc(credentials.awardId))
    .limit(1);
  return row?.awardId;
}

/** How many awards after `cursor` have such a credential. */
export async function countSignedWith(
  connection: Connection,
  which: SignedWith,
  cursor: string | null,
): Promise<number> {
  const [row] = await connection
    .select({ count: sql<number>`count(distinct ${credentials.awardId})::int` })
    .from(credentials)
    .leftJoin(later, followedBy)
    .where(conditions(which, cursor));
  return row?.count ?? 0;
}

const later = alias(credentials, 'later');
const followedBy = and(
  eq(later.awardId, credentials.awardId),
  eq(later.format, credentials.format),
  eq(later.issue, sql`${credentials.issue} + 1`),
);

function conditions(
  { issuerId, signingKeyId, signedFrom, signedBefore, newestOnly }: SignedWith,
  cursor: string | null,
) {
  return and(
    eq(credentials.issuerId, issuerId),
    eq(credentials.signingKeyId, signingKeyId),
    cursor === null ? undefined : gt(credentials.awardId, cursor),
    signedFrom === null ? undefined : gte(credentials.validFrom, signedFrom),
    signedBefore === null ? undefined : lt(credentials.validFrom, signedBefore),
    newestOnly ? and(eq(credentials.format, embeddedFormat), isNull(later.id)) : undefined,
  );
}
