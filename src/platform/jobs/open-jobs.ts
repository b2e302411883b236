import { sql } from 'drizzle-orm';
import { fromDrizzle, PgBoss } from 'pg-boss';
import type { Database } from '../database.ts';
import type { Logger } from '../log.ts';
import type { JobHandler, Jobs } from './jobs.ts';

/** Apart from our own tables, because the library brings, changes and empties its own. */
const schema = 'pgboss';

/** Jobs of one process at once, over all groups, and of one group. */
const workers = 4;
const batch = 5;
const ofOneGroup = 4;

/** Longer than a handler takes; a job of a process that died is given up then, and its work is found again in our own table. */
const seconds = { expire: 180, keepDone: 3_600, keepWaiting: 86_400, stop: 20 } as const;

/** Queues on PostgreSQL, opened. */
export interface OpenJobs extends Jobs {
  /** Makes the queues that are missing, and starts to work them off. */
  work(handlers: readonly JobHandler[]): Promise<void>;
  /** Waits for the jobs of this moment; none starts afterwards. */
  stop(): Promise<void>;
}

/**
 * Opens the queues of pg-boss over our own pool, and brings its schema up to date; safe from several processes at once.
 * @param queues every queue that there is
 */
export async function openJobs(database: Database, log: Logger, queues: readonly string[]): Promise<OpenJobs> {
  const boss = new PgBoss({
    db: { executeSql: (text, values) => database.$client.query(text, values) },
    schema,
    schedule: false,
    registerInstance: false,
    openTelemetry: { enabled: false },
  });
  // Its own maintenance fails while the database is away, and goes on by itself afterwards.
  boss.on('error', (error) => log.warn({ err: error }, 'the job queues had a failure; they go on'));
  await boss.start();
  for (const queue of queues) {
    await boss.createQueue(queue, {
      policy: 'short', // one waiting job for a piece of work is enough
      retryLimit: 0, // when to try again stands in our own table
      expireInSeconds: seconds.expire,
      deleteAfterSeconds: seconds.keepDone,
      retentionSeconds: seconds.keepWaiting,
    });
  }
  return {
    send: async (tx, queue, jobs) => {
      if (jobs.length === 0) return;
      const waiting = jobs.map(({ id, group }) => ({ data: { id }, singletonKey: id, group: { id: group } }));
      await boss.insert(queue, waiting, { db: fromDrizzle(tx, sql) });
    },
    work: async (handlers) => {
      for (const { queue, run } of handlers) {
        await boss.work<{ id: string }>(
          queue,
          {
            batchSize: batch,
            burstWhenBatchFull: true,
            pollingIntervalSeconds: 1,
            localConcurrency: workers,
            localGroupConcurrency: ofOneGroup,
          },
          async (jobs) => {
            // One that fails must not take the others of its batch along.
            const outcomes = await Promise.allSettled(jobs.map(({ data }) => run(data.id)));
            for (const outcome of outcomes) {
              if (outcome.status === 'rejected') log.error({ queue, err: outcome.reason }, 'a job failed');
            }
          },
        );
      }
    },
    stop: () => boss.stop({ graceful: true, timeout: seconds.stop * 1_000 }),
  };
}
