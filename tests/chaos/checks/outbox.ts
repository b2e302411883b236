import { setTimeout as pause } from 'node:timers/promises';
import { type Check, finds, type Queryable } from './lost.ts';

/** Messages and what is made of them, once the relay has caught up. */
export const delivering: Readonly<Record<string, Check>> = {
  messagesPassedOver: finds(
    'message that a webhook wants and that was passed over',
    `select m.id as wrong from outbox_messages m
       join webhook_endpoints w on w.issuer_id = m.issuer_id and w.state = 'active' and w.kinds is null and w.created_at < m.at
       join outbox_cursor c on (m.transaction, m.id) <= (c.transaction, c.message_id)
     where not exists (select from deliveries d where d.receiver = w.id and d.message_ids @> to_jsonb(m.id::text))`,
  ),
  deliveriesOfNothing: finds(
    'delivery of no message',
    'select d.id as wrong from deliveries d where not exists (select from outbox_messages m where m.id = d.message_id)',
  ),
};

const longestRelay = 30_000;

/** The relay turns messages into deliveries within a second or so; waits for that. */
export async function untilRelayed(connection: Queryable): Promise<string[]> {
  const deadline = performance.now() + longestRelay;
  while (performance.now() < deadline) {
    const { rows } = await connection.query(
      `select count(*)::int as waiting from outbox_messages m, outbox_cursor c
       where (m.transaction, m.id) > (c.transaction, c.message_id)`,
    );
    if (rows[0].waiting === 0) return [];
    await pause(50);
  }
  return [`messages wait in the outbox for more than ${longestRelay} ms`];
}
