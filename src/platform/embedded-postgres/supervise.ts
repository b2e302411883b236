import { setTimeout as pause } from 'node:timers/promises';
import { type Attendance, type Postmaster, stopPostmaster } from './postmaster.ts';

/** A server that dies again and again is not started for ever … */
const mostRestarts = 5;
/** … but one that ran this long has recovered, and is counted anew. */
const steady = 10 * 60_000;
/** Processes of a dead server hold its memory for a moment; until they are gone a new one is refused. */
const longestRestart = 30_000;

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
    let restarts = 0;
    while (!quit.signal.aborted) {
      const since = performance.now();
      await current.exited;
      if (performance.now() - since > steady) restarts = 0;
      restarts += 1;
      const next = restarts > mostRestarts ? undefined : await startAgain(start, attendance);
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

async function startAgain(
  start: (attendance: Attendance) => Promise<Postmaster>,
  attendance: Attendance,
): Promise<Postmaster | undefined> {
  const deadline = performance.now() + longestRestart;
  while (!attendance.quit.aborted && performance.now() < deadline) {
    try {
      return await start(attendance);
    } catch {
      await pause(100);
    }
  }
  return undefined;
}
