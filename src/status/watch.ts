import type { Deps } from '../platform/deps.ts';
import type { Metrics } from '../platform/metrics/metrics.ts';
import { countListsBehind } from './publication-store.ts';

/** Lists whose newest withdrawals nobody has fetched or published yet. */
export function watchStatusLists(metrics: Metrics, { database }: Pick<Deps, 'database'>): void {
  metrics.gauge('stempel_status_lists_behind', 'Status lists changed since they were last signed.', [], async () => [
    { value: await countListsBehind(database) },
  ]);
}
