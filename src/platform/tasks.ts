import type { Logger } from './log.ts';

/**
 * Work that nobody asks for by a request: it is looked for again and again. Every replica runs every task, so a task takes what it works
 * on under a lock, and finds nothing to do most of the time.
 */
export interface Task {
  /** Goes into the log and the metrics: `publish-status-lists`. */
  readonly name: string;
  /** Milliseconds from the end of one run to the start of the next. */
  readonly every: number;
  run(): Promise<void>;
}

/** Tasks that run by themselves until they are stopped. */
export interface RunningTasks {
  /** Waits for the runs of this moment; none starts afterwards. */
  stop(): Promise<void>;
}

/**
 * Starts every task and repeats it. One that fails is logged and tried again at its next turn: whatever it could not do is still there.
 */
export function startTasks(log: Logger, tasks: readonly Task[]): RunningTasks {
  const loops = tasks.map((task) => repeat(log, task));
  return {
    stop: async () => {
      await Promise.all(loops.map((stop) => stop()));
    },
  };
}

/** @returns what stops it */
function repeat(log: Logger, task: Task): () => Promise<void> {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  const turn = () => {
    running = task
      .run()
      .catch((error: unknown) => log.error({ task: task.name, err: error }, 'a task failed; it will be tried again'))
      .finally(() => {
        if (!stopped) timer = setTimeout(turn, task.every);
      });
  };
  turn();
  return () => {
    stopped = true;
    clearTimeout(timer);
    return running;
  };
}
