import { and, arrayContains, asc, eq, gt, gte, inArray, isNotNull, lt, lte, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Connection, Transaction } from '../../platform/database.ts';
import { type Channel, type DeliveryState, deliveries } from '../tables.ts';

export type DeliveryRow = typeof deliveries.$inferSelect;
export type NewDelivery = Omit<DeliveryRow, 'position'>;

/** Not settled yet: it still stands in its line. */
const open: DeliveryState[] = ['pending', 'sending', 'failed'];

const earlier = alias(deliveries, 'earlier');

/** Nothing that was made before it, for the same receiver about the same subject, is still open. */
const isFirstInLine = sql`not exists (select from ${deliveries} as ${earlier}
  where ${and(
    eq(earlier.channel, deliveries.channel),
    sql`${earlier.endpointId} is not distinct from ${deliveries.endpointId}`,
    eq(earlier.subject, deliveries.subject),
    lt(earlier.position, deliveries.position),
    sql`earlier.state in ('pending', 'sending', 'failed')`,
  )})`;

/** @returns those that were not there already */
export async function insertDeliveries(tx: Transaction, rows: readonly NewDelivery[]): Promise<DeliveryRow[]> {
  if (rows.length === 0) return [];
  return tx
    .insert(deliveries)
    .values([...rows])
    .onConflictDoNothing()
    .returning();
}

/**
 * Takes a delivery that is due, unless somebody else has it or one before it is still open.
 * @param until from then on the taker counts as dead, and somebody else may take it
 */
export async function takeDelivery(
  connection: Connection,
  id: string,
  now: Date,
  until: Date,
): Promise<DeliveryRow | undefined> {
  const rows = await connection
    .update(deliveries)
    .set({ state: 'sending', attempts: sql`${deliveries.attempts} + 1`, nextAttemptAt: until })
    .where(
      and(eq(deliveries.id, id), inArray(deliveries.state, open), lte(deliveries.nextAttemptAt, now), isFirstInLine),
    )
    .returning();
  return rows[0];
}

/** What may be taken now, longest waiting first. */
export async function selectDue(connection: Connection, now: Date, limit: number): Promise<DeliveryRow[]> {
  return connection
    .select()
    .from(deliveries)
    .where(
      and(
        sql`${deliveries.state} in ('pending', 'sending', 'failed')`,
        lte(deliveries.nextAttemptAt, now),
        isFirstInLine,
      ),
    )
    .orderBy(asc(deliveries.nextAttemptAt), asc(deliveries.position))
    .limit(limit);
}

/** The one that has waited for this one. */
export async function selectNextInLine(connection: Connection, row: DeliveryRow): Promise<DeliveryRow | undefined> {
  const rows = await connection
    .select()
    .from(deliveries)
    .where(
      and(
        eq(deliveries.channel, row.channel),
        row.endpointId === null ? sql`${deliveries.endpointId} is null` : eq(deliveries.endpointId, row.endpointId),
        eq(deliveries.subject, row.subject),
        gt(deliveries.position, row.position),
        inArray(deliveries.state, open),
      ),
    )
    .orderBy(asc(deliveries.position))
    .limit(1);
  return rows[0];
}

type Outcome = Pick<DeliveryRow, 'state' | 'nextAttemptAt' | 'lastError' | 'settledAt'>;

/** Writes what came of an attempt, unless somebody else took the delivery over meanwhile or it was cancelled. */
export async function settleDelivery(tx: Transaction, taken: DeliveryRow, outcome: Outcome): Promise<boolean> {
  const rows = await tx
    .update(deliveries)
    .set(outcome)
    .where(and(eq(deliveries.id, taken.id), eq(deliveries.state, 'sending'), eq(deliveries.attempts, taken.attempts)))
    .returning({ id: deliveries.id });
  return rows.length === 1;
}

/** Ends what is still open of an endpoint, or of a subject. */
export async function cancelOpen(
  tx: Transaction,
  issuerId: string,
  which: { readonly endpointId: string } | { readonly channel: Channel; readonly subject: string },
  now: Date,
  why: string,
): Promise<void> {
  const those =
    'endpointId' in which
      ? eq(deliveries.endpointId, which.endpointId)
      : and(eq(deliveries.channel, which.channel), eq(deliveries.subject, which.subject));
  await tx
    .update(deliveries)
    .set({ state: 'cancelled', lastError: why, settledAt: now })
    .where(and(eq(deliveries.issuerId, issuerId), those, inArray(deliveries.state, open)));
}

/** Puts settled deliveries back into their lines, as if they were new. @returns how many */
export async function reopenDeliveries(
  tx: Transaction,
  issuerId: string,
  which: { readonly id: string } | { readonly endpointId: string; readonly deadSince: Date },
  now: Date,
): Promise<number> {
  const those =
    'id' in which
      ? and(eq(deliveries.id, which.id), sql`${deliveries.state} <> 'sending'`)
      : and(
          eq(deliveries.endpointId, which.endpointId),
          eq(deliveries.state, 'dead'),
          gte(deliveries.createdAt, which.deadSince),
        );
  const rows = await tx
    .update(deliveries)
    .set({ state: 'pending', attempts: 0, nextAttemptAt: now, lastError: null, settledAt: null })
    .where(and(eq(deliveries.issuerId, issuerId), those))
    .returning({ id: deliveries.id });
  return rows.length;
}

export interface DeliveryFilter {
  readonly state?: DeliveryState | undefined;
  readonly channel?: Channel | undefined;
  readonly endpointId?: string | undefined;
  readonly messageId?: string | undefined;
  readonly awardId?: string | undefined;
  readonly subject?: string | undefined;
}

export async function selectDeliveries(
  connection: Connection,
  issuerId: string,
  filter: DeliveryFilter,
  limit: number,
  after?: string,
): Promise<DeliveryRow[]> {
  const conditions: (SQL | undefined)[] = [
    eq(deliveries.issuerId, issuerId),
    filter.state && eq(deliveries.state, filter.state),
    filter.channel && eq(deliveries.channel, filter.channel),
    filter.endpointId === undefined ? undefined : eq(deliveries.endpointId, filter.endpointId),
    filter.messageId === undefined ? undefined : arrayContains(deliveries.messageIds, [filter.messageId]),
    filter.awardId === undefined ? undefined : arrayContains(deliveries.awardIds, [filter.awardId]),
    filter.subject === undefined ? undefined : eq(deliveries.subject, filter.subject),
    after === undefined ? undefined : gt(deliveries.id, after),
  ];
  return connection
    .select()
    .from(deliveries)
    .where(and(...conditions))
    .orderBy(asc(deliveries.id))
    .limit(limit);
}

export async function selectDelivery(
  connection: Connection,
  issuerId: string,
  id: string,
): Promise<DeliveryRow | undefined> {
  const rows = await connection
    .select()
    .from(deliveries)
    .where(and(eq(deliveries.issuerId, issuerId), eq(deliveries.id, id)));
  return rows[0];
}

/** Forgets what was settled before a moment. @returns how many */
export async function deleteSettled(connection: Connection, before: Date, limit: number): Promise<number> {
  const old = connection
    .select({ id: deliveries.id })
    .from(deliveries)
    .where(and(isNotNull(deliveries.settledAt), lt(deliveries.settledAt, before)))
    .limit(limit)
    .for('update', { skipLocked: true });
  const gone = await connection.delete(deliveries).where(inArray(deliveries.id, old)).returning({ id: deliveries.id });
  return gone.length;
}
