import { and, asc, desc, eq, gte, inArray, lt, lte, type SQL, sql } from 'drizzle-orm';
import type { Connection, Transaction } from '../platform/database.ts';
import { outboxMessages } from '../platform/tables.ts';
import type { Message } from './channel.ts';
import { deliveries, outboxCursor } from './tables.ts';

export type Delivery = typeof deliveries.$inferSelect;
export type NewDelivery = typeof deliveries.$inferInsert;

const open = inArray(deliveries.state, ['pending', 'sending']);

/** Holds the cursor, so that one replica at a time goes on. Nothing when another one has it. */
export async function lockCursor(tx: Transaction) {
  return (await tx.select().from(outboxCursor).where(eq(outboxCursor.id, 1)).for('update', { skipLocked: true }))[0];
}

export async function moveCursor(tx: Transaction, to: { transaction: string; messageId: string }): Promise<void> {
  await tx.update(outboxCursor).set(to).where(eq(outboxCursor.id, 1));
}

/** A message with the transaction that wrote it. */
export type Written = Message & { readonly transaction: string };

/** What lies behind the cursor and cannot be overtaken any more (see `delivery/events.ts`), in order; without what belongs to no issuer. */
export async function selectWritten(
  tx: Transaction,
  after: { transaction: string; messageId: string },
  limit: number,
): Promise<(Omit<Written, 'issuerId'> & { issuerId: string | null })[]> {
  return tx
    .select()
    .from(outboxMessages)
    .where(
      and(
        sql`${outboxMessages.transaction} < pg_snapshot_xmin(pg_current_snapshot())`,
        sql`(${outboxMessages.transaction}, ${outboxMessages.id}) > (${after.transaction}::xid8, ${after.messageId}::uuid)`,
      ),
    )
    .orderBy(asc(outboxMessages.transaction), asc(outboxMessages.id))
    .limit(limit);
}

/** @returns those that were not there yet */
export async function insertDeliveries(tx: Transaction, rows: readonly NewDelivery[]): Promise<Delivery[]> {
  return rows.length === 0
    ? []
    : tx
        .insert(deliveries)
        .values([...rows])
        .onConflictDoNothing()
        .returning();
}

export async function lockDelivery(tx: Transaction, id: string): Promise<Delivery | undefined> {
  return (await tx.select().from(deliveries).where(eq(deliveries.id, id)).for('update', { skipLocked: true }))[0];
}

/** Whether one receiver still has to be told something earlier about the same thing. */
export async function hasEarlierOpen(tx: Transaction, delivery: Delivery): Promise<boolean> {
  const earlier = await tx
    .select({ id: deliveries.id })
    .from(deliveries)
    .where(
      and(
        eq(deliveries.receiver, delivery.receiver),
        eq(deliveries.subject, delivery.subject),
        lt(deliveries.sequence, delivery.sequence),
        open,
      ),
    )
    .limit(1);
  return earlier.length > 0;
}

export async function updateDelivery(
  tx: Transaction,
  id: string,
  to: Partial<Pick<Delivery, 'state' | 'attempts' | 'nextAttemptAt' | 'lastError' | 'finishedAt'>>,
): Promise<void> {
  await tx.update(deliveries).set(to).where(eq(deliveries.id, id));
}

/** Ids of what is due, the oldest first. */
export async function selectDue(connection: Connection, now: Date, limit: number): Promise<string[]> {
  const rows = await connection
    .select({ id: deliveries.id })
    .from(deliveries)
    .where(and(open, lte(deliveries.nextAttemptAt, now)))
    .orderBy(asc(deliveries.sequence))
    .limit(limit);
  return rows.map(({ id }) => id);
}

export async function selectMessages(connection: Connection, ids: readonly string[]): Promise<Message[]> {
  const rows = await connection
    .select()
    .from(outboxMessages)
    .where(inArray(outboxMessages.id, [...ids]))
    .orderBy(asc(outboxMessages.id));
  return rows.flatMap(({ issuerId, ...row }) => (issuerId === null ? [] : [{ ...row, issuerId }]));
}

export interface DeliveryFilter {
  readonly state?: Delivery['state'] | undefined;
  readonly channel?: Delivery['channel'] | undefined;
  readonly subject?: string | undefined;
  readonly message?: string | undefined;
  readonly receiver?: string | undefined;
}

/** The newest first. */
export async function selectDeliveries(
  connection: Connection,
  issuerId: string,
  filter: DeliveryFilter,
  limit: number,
  before?: string,
): Promise<Delivery[]> {
  const conditions: (SQL | undefined)[] = [
    eq(deliveries.issuerId, issuerId),
    filter.state && eq(deliveries.state, filter.state),
    filter.channel && eq(deliveries.channel, filter.channel),
    filter.subject === undefined ? undefined : eq(deliveries.subject, filter.subject),
    filter.message === undefined ? undefined : sql`${deliveries.messageIds} ? ${filter.message}`,
    filter.receiver === undefined ? undefined : eq(deliveries.receiver, filter.receiver),
    before === undefined ? undefined : lt(deliveries.id, before),
  ];
  return connection
    .select()
    .from(deliveries)
    .where(and(...conditions))
    .orderBy(desc(deliveries.id))
    .limit(limit);
}

export async function selectDelivery(
  connection: Connection,
  issuerId: string,
  id: string,
): Promise<Delivery | undefined> {
  const rows = await connection
    .select()
    .from(deliveries)
    .where(and(eq(deliveries.issuerId, issuerId), eq(deliveries.id, id)));
  return rows[0];
}

/** Whatever of one receiver is dead since then, or its one delivery with this id, finished or not. */
export async function lockToReplay(
  tx: Transaction,
  issuerId: string,
  which: { readonly id: string } | { readonly receiver: string; readonly since: Date },
): Promise<Delivery[]> {
  const chosen =
    'id' in which
      ? eq(deliveries.id, which.id)
      : and(
          eq(deliveries.receiver, which.receiver),
          eq(deliveries.state, 'dead'),
          gte(deliveries.createdAt, which.since),
        );
  return tx
    .select()
    .from(deliveries)
    .where(and(eq(deliveries.issuerId, issuerId), chosen))
    .orderBy(asc(deliveries.sequence))
    .for('update');
}

/** Nobody is to be told any more. */
export async function cancelOpen(tx: Transaction, issuerId: string, receiver: string, finishedAt: Date): Promise<void> {
  await tx
    .update(deliveries)
    .set({ state: 'cancelled', finishedAt })
    .where(and(eq(deliveries.issuerId, issuerId), eq(deliveries.receiver, receiver), open));
}
