import type { Deps } from '../platform/deps.ts';
import type { Metrics } from '../platform/metrics/metrics.ts';
import { countUnrelayed, selectOpenDeliveries } from './backlog.ts';

/** What waits to be told, and how late the oldest of it is. */
export function watchOutbox(metrics: Metrics, { database, clock }: Pick<Deps, 'database' | 'clock'>): void {
  metrics.gauge('stempel_outbox_messages_waiting', 'Messages that are no deliveries yet.', [], async () => [
    { value: await countUnrelayed(database) },
  ]);
  metrics.gauge('stempel_deliveries_open', 'Deliveries that have not come to an end.', ['channel'], async () =>
    (await selectOpenDeliveries(database)).map(({ channel, count }) => ({ labels: { channel }, value: count })),
  );
  metrics.gauge('stempel_deliveries_late_seconds', 'How long ago the oldest delivery was due.', ['channel'], async () =>
    (await selectOpenDeliveries(database)).map(({ channel, oldestDue }) => ({
      labels: { channel },
      value: Math.max(0, (clock.now().getTime() - (oldestDue ?? clock.now()).getTime()) / 1_000),
    })),
  );
}
