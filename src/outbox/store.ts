import { and, asc, desc, eq, gt, gte, inArray, lt, lte, type SQL, sql } from 'drizzle-orm';
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

/** The rest of what a transaction wrote. */
export async function selectRestOf(tx: Transaction, last: { readonly transaction: string; readonly id: string }) {
  return tx
    .select()
    .from(outboxMessages)
    .where(and(sql`${outboxMessages.transaction} = ${last.transaction}::xid8`, gt(outboxMessages.id, last.id)))
    .orderBy(asc(outboxMessages.id));
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

/** What is told to the same receiver in order: all about one subject. A mail tells of several things, so all mails to a learner are one line. */
const inLineOf = ({ channel, receiver, subject }: Delivery) =>
  and(
    eq(deliveries.channel, channel),
    eq(deliveries.receiver, receiver),
    channel === 'mail' ? undefined : eq(deliveries.subject, subject),
  );

/** Whether one receiver still has to be told something earlier about the same thing. */
export async function hasEarlierOpen(tx: Transaction, delivery: Delivery): Promise<boolean> {
  const earlier = await tx
    .select({ id: deliveries.id })
    .from(deliveries)
    .where(and(inLineOf(delivery), lt(deliveries.sequence, delivery.sequence), open))
    .limit(1);
  return earlier.length > 0;
}

/** Whoever waits for this one. */
export async function selectNextInLine(tx: Transaction, delivery: Delivery): Promise<Delivery | undefined> {
  const waiting = await tx
    .select()
    .from(deliveries)
    .where(and(inLineOf(delivery), gt(deliveries.sequence, delivery.sequence), open))
    .orderBy(asc(deliveries.sequence))
    .limit(1);
  return waiting[0];
}

type Change = Partial<Pick<Delivery, 'state' | 'attempts' | 'nextAttemptAt' | 'lastError' | 'finishedAt'>>;

export async function updateDelivery(tx: Transaction, id: string, to: Change): Promise<void> {
  await tx.update(deliveries).set(to).where(eq(deliveries.id, id));
}

/**
 * Writes what came of an attempt, unless the delivery was cancelled meanwhile, or the lease had run out and somebody else took it.
 * @returns whether it was written
 */
export async function settleAttempt(tx: Transaction, taken: Delivery, to: Change): Promise<boolean> {
  const written = await tx
    .update(deliveries)
    .set(to)
    .where(and(eq(deliveries.id, taken.id), eq(deliveries.state, 'sending'), eq(deliveries.attempts, taken.attempts)))
    .returning({ id: deliveries.id });
  return written.length === 1;
}

/**
 * What may be sent now: due, and first in its line (see `inLineOf`). At most so many for each receiver, so that a broken one does not crowd out the
 * others. The windows pass over what is open once; asking for each row whether an earlier one is open took seconds when ten thousand waited.
 */
export async function selectDue(
  connection: Connection,
  now: Date,
  { each, all }: { readonly each: number; readonly all: number },
): Promise<Pick<Delivery, 'id' | 'channel' | 'receiver'>[]> {
  const { id, channel, receiver, subject, sequence, nextAttemptAt } = deliveries;
  const about = sql`case when ${channel} = 'mail' then '' else ${subject} end`;
  const place = sql<number>`row_number() over (partition by ${channel}, ${receiver}, ${about} order by ${sequence})`;
  const lines = connection
    .select({ id, channel, receiver, sequence, nextAttemptAt, place: place.as('place') })
    .from(deliveries)
    .where(open)
    .as('lines');
  const rank = sql<number>`row_number() over (partition by ${lines.receiver} order by ${lines.sequence})`;
  const ranked = connection
    .select({
      id: lines.id,
      channel: lines.channel,
      receiver: lines.receiver,
      sequence: lines.sequence,
      rank: rank.as('rank'),
    })
    .from(lines)
    .where(and(eq(lines.place, 1), lte(lines.nextAttemptAt, now)))
    .as('ranked');
  return connection
    .select({ id: ranked.id, channel: ranked.channel, receiver: ranked.receiver })
    .from(ranked)
    .where(lte(ranked.rank, each))
    .orderBy(asc(ranked.rank), asc(ranked.sequence))
    .limit(all);
}

/** Forgets what was finished before a moment. @returns how many */
export async function deleteFinished(connection: Connection, before: Date, limit: number): Promise<number> {
  const old = connection
    .select({ id: deliveries.id })
    .from(deliveries)
    .where(lt(deliveries.finishedAt, before))
    .limit(limit)
    .for('update', { skipLocked: true });
  return (await connection.delete(deliveries).where(inArray(deliveries.id, old)).returning({ id: deliveries.id }))
    .length;
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

/** One of its messages is about this, not only the first. */
const tellsOf = (issuerId: string, subject: string) =>
  sql`${deliveries.messageIds} ?| array(select ${outboxMessages.id}::text from ${outboxMessages}
    where ${and(eq(outboxMessages.issuerId, issuerId), eq(outboxMessages.subject, subject))})`;

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
    filter.subject === undefined ? undefined : tellsOf(issuerId, filter.subject),
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
