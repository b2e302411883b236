import type { Transaction } from '../database.ts';

/** One piece of work that waits in a queue: who does it looks the rest up by `id`. */
export interface Job {
  readonly id: string;
  /** Of jobs of one group only a few run at once in a process, so that a slow receiver holds up its own work only. */
  readonly group: string;
}

/**
 * The way into the queues. A job says only that there may be something to do: what is to be done stands in a table of ours, and whoever takes
 * the job looks there. So a job that comes twice, late or not at all does no harm (decision 0015).
 */
export interface Jobs {
  /** Writes jobs in the transaction of their fact: they are there when it is. One that waits already is not written twice. */
  send(tx: Transaction, queue: string, jobs: readonly Job[]): Promise<void>;
}

/** What is done with the jobs of one queue. */
export interface JobHandler {
  readonly queue: string;
  run(id: string): Promise<void>;
}
