import { setTimeout as pause } from 'node:timers/promises';
import { type Attendance, type Postmaster, stopPostmaster } from './postmaster.ts';

/** A server that ran this long was well; when it dies it is started again at once. One that dies sooner is given more time with each attempt. */
const steady = 1_000;
/** From the first to the longest pause between two attempts. It never gives up: a full disk is emptied, hours later perhaps, and then it must come up alone. */
const pauses = { first: 100, longest: 5_000 };

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
    let delay = 0;
    while (!quit.signal.aborted) {
      const since = performance.now();
      await current.exited;
      delay = performance.now() - since > steady ? 0 : longer(delay);
      const next = await startAgain(start, attendance, delay);
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
  for (let delay = first; ; delay = longer(delay)) {
    await pause(delay, undefined, { signal: attendance.quit }).catch(() => undefined);
    if (attendance.quit.aborted) return undefined;
    try {
      return await start(attendance);
    } catch {
      // Processes of a dead server hold its memory for a moment, and a full disk stays full for a while.
    }
  }
}

function longer(delay: number): number {
  return Math.min(Math.max(2 * delay, pauses.first), pauses.longest);
}
