import type { Database } from '../database.ts';
import type { Http } from '../http.ts';
import type { Task } from '../tasks.ts';
import type { Metrics } from './metrics.ts';

/** Counts and times every request, also one that is refused or given up. To be added before every other hook. */
export function watchRequests(http: Http, metrics: Metrics): void {
  http.addHook('onRequest', async (request, reply) => {
    metrics.requestStarted();
    reply.raw.once('close', () => {
      const { url } = request.routeOptions;
      // A method that no route has could be any word; so could an address.
      const method = url === undefined ? 'other' : request.method;
      metrics.requestEnded(method, url ?? 'unknown', reply.raw.statusCode, reply.elapsedTime / 1_000);
    });
  });
}

/** The connections of the pool: who waits for one is a request that stands still. */
export function watchPool(metrics: Metrics, { $client: pool }: Pick<Database, '$client'>): void {
  metrics.gauge('stempel_database_connections', 'Connections to the database, by use.', ['use'], async () => [
    { labels: { use: 'idle' }, value: pool.idleCount },
    { labels: { use: 'busy' }, value: pool.totalCount - pool.idleCount },
    { labels: { use: 'waited for' }, value: pool.waitingCount },
  ]);
}

/** The same task, timed. */
export function watchTask(metrics: Metrics, task: Task): Task {
  return {
    ...task,
    run: async () => {
      const since = performance.now();
      let failed = true;
      try {
        await task.run();
        failed = false;
      } finally {
        metrics.taskEnded(task.name, (performance.now() - since) / 1_000, failed);
      }
    },
  };
}
