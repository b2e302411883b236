import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { Connection, Transaction } from '../../platform/database.ts';
import { outboxMessages } from '../../platform/tables.ts';
import { outboxCursors } from '../tables.ts';

export type Message = typeof outboxMessages.$inferSelect;
export type Cursor = typeof outboxCursors.$inferSelect;

/** Holds the cursor until the transaction ends. @returns nothing when another replica has it */
export async function lockCursor(tx: Transaction, reader: string): Promise<Cursor | undefined> {
  const rows = await tx
    .select()
    .from(outboxCursors)
    .where(eq(outboxCursors.reader, reader))
    .for('update', { skipLocked: true });
  return rows[0];
}

export async function moveCursor(tx: Transaction, reader: string, to: Message): Promise<void> {
  await tx
    .update(outboxCursors)
    .set({ transaction: to.transaction, messageId: to.id })
    .where(eq(outboxCursors.reader, reader));
}

/** Messages that nothing older can still come before (see `GET /v1/events`), after the cursor, in their order. */
export async function selectMessagesAfter(tx: Transaction, cursor: Cursor, limit: number): Promise<Message[]> {
  return tx
    .select()
    .from(outboxMessages)
    .where(
      and(
        sql`${outboxMessages.transaction} < pg_snapshot_xmin(pg_current_snapshot())`,
        sql`(${outboxMessages.transaction}, ${outboxMessages.id}) > (${cursor.transaction}::xid8, ${cursor.messageId}::uuid)`,
      ),
    )
    .orderBy(asc(outboxMessages.transaction), asc(outboxMessages.id))
    .limit(limit);
}

/** Everything that one transaction told. */
export async function selectMessagesOf(tx: Transaction, transaction: string): Promise<Message[]> {
  return tx
    .select()
    .from(outboxMessages)
    .where(sql`${outboxMessages.transaction} = ${transaction}::xid8`)
    .orderBy(asc(outboxMessages.id));
}

export async function selectMessages(connection: Connection, ids: readonly string[]): Promise<Message[]> {
  return connection
    .select()
    .from(outboxMessages)
    .where(inArray(outboxMessages.id, [...ids]))
    .orderBy(asc(outboxMessages.id));
}
