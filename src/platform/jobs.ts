import { sql } from 'drizzle-orm';
import { fromDrizzle, PgBoss } from 'pg-boss';
import type { Database, Transaction } from './database.ts';
import type { Logger } from './log.ts';

/** Where work for later is written down, in the transaction of what it is about. */
export interface Jobs {
  /** Wakes the workers of a queue with this. It may come late, or twice: what is to be done stands in a table of its own. */
  send(tx: Transaction, queue: string, data: object, when?: JobTime): Promise<void>;
}

export interface JobTime {
  /** Now when absent. */
  readonly at?: Date;
  /** Of a group only a few jobs run at once, so that one that is slow does not hold up the others. */
  readonly group?: string;
}

/** Jobs of a service that runs no workers (tests, the shell): tasks find the work without being woken. */
export const noJobs: Jobs = { send: async () => undefined };

/** Works off one queue. Throwing is not needed for a second try: the table says what is still to be done. */
export interface Worker {
  readonly queue: string;
  /** How many at once, per process. */
  readonly atOnce: number;
  work(data: object): Promise<void>;
}

/** Running workers. */
export interface RunningJobs extends Jobs {
  start(workers: readonly Worker[]): Promise<void>;
  /** Finishes what is being worked on. */
  stop(): Promise<void>;
}

const schema = 'pgboss';

/** Jobs that are fetched together and waited for together; two, because the library goes on at once only after a full batch of several. */
const batch = 2;

/**
 * Jobs on PostgreSQL by pg-boss, over our own pool. The library wakes and spreads the work over the replicas; how often something is tried, and in which order,
 * is ours, because it is shown to issuers and tested with a clock that stands still.
 */
export function createJobs(database: Database, log: Logger): RunningJobs {
  const boss = new PgBoss({
    schema,
    db: { executeSql: (text, values) => database.$client.query(text, values as unknown[]) },
    application_name: 'stempel',
    schedule: false,
  });
  boss.on('error', (error) => log.warn({ err: error }, 'jobs'));
  let running = false;
  return {
    async send(tx, queue, data, { at, group } = {}) {
      if (!running) return;
      const options = { ...(at && { startAfter: at }), ...(group !== undefined && { group: { id: group } }) };
      await boss.send(queue, data, { db: fromDrizzle(tx, sql), retryLimit: 0, ...options });
    },
    async start(workers) {
      await boss.start();
      for (const { queue, atOnce, work } of workers) {
        await boss.createQueue(queue, { retentionSeconds: 14 * 86_400, deleteAfterSeconds: 3_600 });
        const fetchers = Math.max(2, Math.ceil(atOnce / batch));
        const options = {
          batchSize: batch,
          burstWhenBatchFull: true,
          pollingIntervalSeconds: 1,
          localConcurrency: fetchers,
          localGroupConcurrency: Math.max(1, fetchers - 1), // one always stays free for other groups
        };
        await boss.work<object>(queue, options, async (jobs) => {
          // One that fails does not take the others of its batch along.
          for (const outcome of await Promise.allSettled(jobs.map((job) => work(job.data))))
            if (outcome.status === 'rejected') log.warn({ queue, err: outcome.reason }, 'a job failed');
        });
      }
      running = true;
    },
    async stop() {
      running = false;
      await boss.stop({ graceful: true, timeout: 8_000 });
    },
  };
}
