import { rowsOf } from './stored.ts';
import { until } from './until.ts';
import type { World } from './world.ts';

/** Turns everything that was written into deliveries, and attempts those that are due. */
export async function deliver(world: World): Promise<void> {
  // Another test's open transaction on the same server holds messages back for a moment, as it would in life.
  await until(async () => {
    await world.work('relay-outbox');
    const behind = await rowsOf(
      world.database,
      'select 1 from outbox_messages m, outbox_cursor c where (m.transaction, m.id) > (c.transaction, c.message_id) limit 1',
    );
    return behind.length === 0;
  });
  await world.work('deliver-due');
}
