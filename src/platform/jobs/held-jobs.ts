import type { Job, Jobs } from './jobs.ts';

/** Queues in memory that stand still until they are asked; for tests and for describing the API. */
export interface HeldJobs extends Jobs {
  /** Hands over what waits, and forgets it. */
  take(): readonly (Job & { readonly queue: string })[];
}

export function heldJobs(): HeldJobs {
  let waiting: (Job & { queue: string })[] = [];
  return {
    send: async (_tx, queue, jobs) => {
      const fresh = jobs.filter(({ id }) => !waiting.some((each) => each.queue === queue && each.id === id));
      waiting.push(...fresh.map((job) => ({ ...job, queue })));
    },
    take: () => {
      const taken = waiting;
      waiting = [];
      return taken;
    },
  };
}
