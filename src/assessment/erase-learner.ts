import { and, asc, eq, gt, gte, isNull, lt, notExists, sql } from 'drizzle-orm';
import type { Connection, Transaction } from '../platform/database.ts';
import { completions, learners, partialProofs } from './tables.ts';

/** Forgets the person of a learner. The row stays, without anything to find or read it by, so that awards still rest on somebody. */
export async function forgetPerson(tx: Transaction, issuerId: string, id: string, erasedAt: Date): Promise<void> {
  const nothing = { email: null, name: null, did: null, reference: null, language: null };
  await tx
    .update(learners)
    .set({ ...nothing, sealed: null, emailIndex: null, referenceIndex: null, erasedAt })
    .where(and(eq(learners.issuerId, issuerId), eq(learners.id, id)));
}

/**
 * The learners of an issuer, in the order of their ids, about whom nothing was recorded since a moment; erased ones left out.
 * @param only one of them, to look again while holding that learner
 */
export async function selectInactiveLearners(
  connection: Connection,
  issuerId: string,
  since: Date,
  { limit = 1, after, only }: { limit?: number; after?: string | undefined; only?: string },
): Promise<string[]> {
  const later = (table: typeof completions | typeof partialProofs) =>
    connection
      .select({ one: sql`1` })
      .from(table)
      .where(and(eq(table.issuerId, issuerId), eq(table.learnerId, sql`${learners.id}`), gte(table.recordedAt, since)));
  const rows = await connection
    .select({ id: learners.id })
    .from(learners)
    .where(
      and(
        eq(learners.issuerId, issuerId),
        isNull(learners.erasedAt),
        lt(learners.createdAt, since),
        after === undefined ? undefined : gt(learners.id, after),
        only === undefined ? undefined : eq(learners.id, only),
        notExists(later(completions)),
        notExists(later(partialProofs)),
      ),
    )
    .orderBy(asc(learners.id))
    .limit(limit);
  return rows.map(({ id }) => id);
}
