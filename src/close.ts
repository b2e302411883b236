import { setTimeout as pause } from 'node:timers/promises';
import type { ConfiguredDatabase } from './platform/configured-database.ts';
import type { Http } from './platform/http.ts';
import type { RunningJobs } from './platform/jobs.ts';
import type { Logger } from './platform/log.ts';
import type { RunningTasks } from './platform/tasks.ts';
import type { ProofThreads } from './verification/index.ts';

/** What runs, and how it learns that the end has come. */
export interface Closing {
  readonly log: Logger;
  readonly http: Http;
  readonly tasks: RunningTasks;
  readonly jobs: Pick<RunningJobs, 'stop'>;
  readonly proofThreads: Pick<ProofThreads, 'close'>;
  readonly opened: ConfiguredDatabase;
  /** From here on the service is not ready any more. */
  readonly quit: AbortController;
  /** Seconds between not being ready and not listening any more, in which load balancers look elsewhere. */
  readonly drainSeconds: number;
  /** Seconds for everything that was begun; after that it is cut off. */
  readonly shutdownSeconds: number;
}

/** How long the rest may take once it is cut off; the embedded server only has to roll back. */
const longestCut = 5_000;

/**
 * Ends a service without losing an answer: not ready → not listening → requests finished → tasks finished → threads ended → database closed.
 * @returns false when something had to be cut off; what was not committed then never happened
 */
export async function closeInOrder(closing: Closing): Promise<boolean> {
  const { log, http, tasks, jobs, proofThreads, opened, quit } = closing;
  quit.abort();
  log.info('closing: not ready any more');
  await pause(closing.drainSeconds * 1_000);
  let step = 'requests';
  const inOrder = async () => {
    await http.close();
    step = 'tasks';
    await tasks.stop();
    step = 'jobs';
    await jobs.stop();
    step = 'threads';
    await proofThreads.close();
    step = 'database';
    await opened.close();
  };
  const ended = inOrder();
  if (await within(closing.shutdownSeconds * 1_000, ended)) {
    log.info('closed');
    return true;
  }
  log.error({ step, seconds: closing.shutdownSeconds }, 'closing takes too long: what is left is cut off');
  ended.catch(() => undefined);
  http.server.closeAllConnections();
  await within(longestCut, Promise.resolve(opened.server?.stop()));
  return false;
}

async function within(milliseconds: number, work: Promise<unknown>): Promise<boolean> {
  const late = new AbortController();
  const timeout = pause(milliseconds, false, { signal: late.signal }).catch(() => false);
  try {
    return await Promise.race([work.then(() => true), timeout]);
  } finally {
    late.abort();
  }
}
