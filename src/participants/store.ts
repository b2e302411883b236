import { and, asc, desc, eq, gt, inArray, isNull } from 'drizzle-orm';
import type { Connection, Transaction } from '../platform/database.ts';
import { consents, erasureRequests, learnerLinks } from './tables.ts';

export type LearnerLinkRow = typeof learnerLinks.$inferSelect;
export type StoredConsent = typeof consents.$inferSelect;
export type ErasureRequestRow = typeof erasureRequests.$inferSelect;

export async function insertLink(tx: Transaction, row: LearnerLinkRow): Promise<void> {
  await tx.insert(learnerLinks).values(row);
}

/** For whoever comes with a token, who belongs to no caller yet. */
export async function selectLinkByHash(connection: Connection, tokenHash: string): Promise<LearnerLinkRow | undefined> {
  return (await connection.select().from(learnerLinks).where(eq(learnerLinks.tokenHash, tokenHash)))[0];
}

export async function noteLinkUse(connection: Connection, id: string, lastUsedAt: Date): Promise<void> {
  await connection.update(learnerLinks).set({ lastUsedAt }).where(eq(learnerLinks.id, id));
}

/** Ends one link, or all links of a learner. @returns those that worked until now */
export async function revokeLinks(
  tx: Transaction,
  issuerId: string,
  learnerId: string,
  revokedAt: Date,
  id?: string,
): Promise<LearnerLinkRow[]> {
  return tx
    .update(learnerLinks)
    .set({ revokedAt })
    .where(
      and(
        eq(learnerLinks.issuerId, issuerId),
        eq(learnerLinks.learnerId, learnerId),
        id === undefined ? undefined : eq(learnerLinks.id, id),
        isNull(learnerLinks.revokedAt),
      ),
    )
    .returning();
}

export async function selectLinks(
  connection: Connection,
  issuerId: string,
  learnerId: string,
): Promise<LearnerLinkRow[]> {
  return connection
    .select()
    .from(learnerLinks)
    .where(and(eq(learnerLinks.issuerId, issuerId), eq(learnerLinks.learnerId, learnerId)))
    .orderBy(asc(learnerLinks.id));
}

export async function insertConsent(tx: Transaction, row: StoredConsent): Promise<void> {
  await tx.insert(consents).values(row);
}

/** Every consent of a learner, the oldest first; with a limit some of them. */
export async function selectConsents(
  connection: Connection,
  issuerId: string,
  learnerId: string,
  limit?: number,
  after?: string,
): Promise<StoredConsent[]> {
  const query = connection
    .select()
    .from(consents)
    .where(
      and(
        eq(consents.issuerId, issuerId),
        eq(consents.learnerId, learnerId),
        after === undefined ? undefined : gt(consents.id, after),
      ),
    )
    .orderBy(asc(consents.id));
  return limit === undefined ? query : query.limit(limit);
}

export async function selectConsent(
  connection: Connection,
  issuerId: string,
  learnerId: string,
  id: string,
): Promise<StoredConsent | undefined> {
  const rows = await connection
    .select()
    .from(consents)
    .where(and(eq(consents.issuerId, issuerId), eq(consents.learnerId, learnerId), eq(consents.id, id)));
  return rows[0];
}

export async function updateConsents(
  tx: Transaction,
  issuerId: string,
  ids: readonly string[],
  to: Partial<Pick<StoredConsent, 'givenAt' | 'givenBy' | 'withdrawnAt'>>,
): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .update(consents)
    .set(to)
    .where(and(eq(consents.issuerId, issuerId), inArray(consents.id, [...ids])));
}

export async function insertErasureRequest(tx: Transaction, row: ErasureRequestRow): Promise<void> {
  await tx.insert(erasureRequests).values(row);
}

export async function selectOpenErasureRequest(
  connection: Connection,
  issuerId: string,
  learnerId: string,
): Promise<ErasureRequestRow | undefined> {
  const rows = await connection
    .select()
    .from(erasureRequests)
    .where(
      and(
        eq(erasureRequests.issuerId, issuerId),
        eq(erasureRequests.learnerId, learnerId),
        eq(erasureRequests.state, 'open'),
      ),
    );
  return rows[0];
}

export async function selectErasureRequest(
  connection: Connection,
  issuerId: string,
  id: string,
): Promise<ErasureRequestRow | undefined> {
  const rows = await connection
    .select()
    .from(erasureRequests)
    .where(and(eq(erasureRequests.issuerId, issuerId), eq(erasureRequests.id, id)));
  return rows[0];
}

/** The newest request of a learner, whatever became of it. */
export async function selectNewestErasureRequest(
  connection: Connection,
  issuerId: string,
  learnerId: string,
): Promise<ErasureRequestRow | undefined> {
  const rows = await connection
    .select()
    .from(erasureRequests)
    .where(and(eq(erasureRequests.issuerId, issuerId), eq(erasureRequests.learnerId, learnerId)))
    .orderBy(desc(erasureRequests.id))
    .limit(1);
  return rows[0];
}

export async function selectErasureRequests(
  connection: Connection,
  issuerId: string,
  state: ErasureRequestRow['state'] | undefined,
  limit: number,
  after?: string,
): Promise<ErasureRequestRow[]> {
  return connection
    .select()
    .from(erasureRequests)
    .where(
      and(
        eq(erasureRequests.issuerId, issuerId),
        state === undefined ? undefined : eq(erasureRequests.state, state),
        after === undefined ? undefined : gt(erasureRequests.id, after),
      ),
    )
    .orderBy(asc(erasureRequests.id))
    .limit(limit);
}

export async function settleErasureRequest(
  tx: Transaction,
  issuerId: string,
  id: string,
  to: Pick<ErasureRequestRow, 'state' | 'settledAt' | 'sealed'>,
): Promise<void> {
  await tx
    .update(erasureRequests)
    .set(to)
    .where(and(eq(erasureRequests.issuerId, issuerId), eq(erasureRequests.id, id)));
}
