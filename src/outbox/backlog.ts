import { inArray, min, sql } from 'drizzle-orm';
import type { Connection } from '../platform/database.ts';
import { outboxMessages } from '../platform/tables.ts';
import { type ChannelName, deliveries, outboxCursor } from './tables.ts';

/** How many messages are no deliveries yet. */
export async function countUnrelayed(connection: Connection): Promise<number> {
  const [row] = await connection
    .select({ count: sql<number>`count(*)::int` })
    .from(outboxMessages)
    .innerJoin(
      outboxCursor,
      sql`(${outboxMessages.transaction}, ${outboxMessages.id}) > (${outboxCursor.transaction}, ${outboxCursor.messageId})`,
    );
  return row?.count ?? 0;
}

/** The deliveries of one channel that have not come to an end. */
export interface OpenDeliveries {
  readonly channel: ChannelName;
  readonly count: number;
  /** When the oldest of them is due; while it is being sent, when the lease of its sender ends. */
  readonly oldestDue: Date | null;
}

/** What is open, by channel; nothing for a channel with nothing to deliver. */
export function selectOpenDeliveries(connection: Connection): Promise<OpenDeliveries[]> {
  return connection
    .select({
      channel: deliveries.channel,
      count: sql<number>`count(*)::int`,
      oldestDue: min(deliveries.nextAttemptAt),
    })
    .from(deliveries)
    .where(inArray(deliveries.state, ['pending', 'sending']))
    .groupBy(deliveries.channel);
}
