import { setTimeout } from 'node:timers/promises';
import { rowsOf } from './stored.ts';
import type { World } from './world.ts';

/**
 * Relays until nothing that was written waits any more. Once is not always enough: PostgreSQL counts transactions per server, so the open transaction of another
 * test's database holds messages back for that moment.
 */
export async function relayAll(
  world: Pick<World, 'database' | 'work'>,
  relay = () => world.work('relay-outbox'),
): Promise<void> {
  for (let look = 0; look < 500; look += 1) {
    await relay();
    const waiting = await rowsOf(
      world.database,
      `select from outbox_messages m, outbox_cursor c
       where (m.transaction, m.id) > (c.transaction, c.message_id) limit 1`,
    );
    if (waiting.length === 0) return;
    await setTimeout(10);
  }
  throw new Error('messages wait to be relayed, and nothing lets them go');
}
