import { setTimeout as pause } from 'node:timers/promises';
import { type Attendance, type Postmaster, stopPostmaster } from './postmaster.ts';

/** A server that ran this long was well; when it dies it is started again at once. */
const steady = 1_000;
/** One that dies sooner, or does not come up, gets a moment: processes of a dead server hold its memory until they are gone. */
const moment = 100;
/**
 * After that long the reason is another one, and attempts become rare. They never end: a full disk is emptied, hours later perhaps, and then the
 * server must come up by itself.
 */
const patience = 30_000;
const rest = 2_000;

/** A server that is kept running. */
export interface Supervised {
  /** The process now, which is another one after a restart. */
  processId(): number | undefined;
  stop(): Promise<void>;
}

/** Starts the server, and again whenever it dies without having been asked to; its own crash recovery does the rest. */
export async function supervise(start: (attendance: Attendance) => Promise<Postmaster>): Promise<Supervised> {
  const quit = new AbortController();
  let processId: number | undefined;
  const attendance: Attendance = {
    quit: quit.signal,
    spawned: (now) => {
      processId = now;
    },
  };
  let current = await start(attendance);
  const keepRunning = async (): Promise<void> => {
    while (!quit.signal.aborted) {
      const since = performance.now();
      await current.exited;
      const next = await startAgain(start, attendance, performance.now() - since > steady ? 0 : moment);
      if (next === undefined) return;
      current = next;
    }
  };
  const ended = keepRunning();
  return {
    processId: () => processId,
    stop: async () => {
      quit.abort();
      await stopPostmaster(current);
      await ended;
      // One that came up just then.
      await stopPostmaster(current);
    },
  };
}

/** @returns nothing when it was told to quit */
async function startAgain(
  start: (attendance: Attendance) => Promise<Postmaster>,
  attendance: Attendance,
  first: number,
): Promise<Postmaster | undefined> {
  const since = performance.now();
  for (let wait = first; ; wait = performance.now() - since < patience ? moment : rest) {
    await pause(wait, undefined, { signal: attendance.quit }).catch(() => undefined);
    if (attendance.quit.aborted) return undefined;
    try {
      return await start(attendance);
    } catch {
      // Its own words are in the log of the cluster.
    }
  }
}
