import type { Task } from '../../platform/tasks.ts';
import type { Delivering } from '../delivering.ts';
import { deliveryQueue, jobOf } from './deliver.ts';
import { deleteSettled, selectDue } from './store.ts';

const second = 1_000;
const hour = 3_600 * second;
const day = 24 * hour;
const batch = 200;

/** How long it can be seen what became of a delivery. */
const kept = 90 * day;

/**
 * Wakes what is due: the next attempt of what failed, what was put back by hand, what a process left behind when it died. One that waits in the
 * queue already is not put there twice.
 */
export function wakeDeliveries(on: Delivering): Task {
  return {
    name: 'wake-deliveries',
    every: second,
    run: async () => {
      const due = await selectDue(on.database, on.clock.now(), batch);
      if (due.length === 0) return;
      await on.database.transaction((tx) => on.jobs.send(tx, deliveryQueue, due.map(jobOf)));
    },
  };
}

/** Forgets deliveries that were settled long ago. What happened stays in the events. */
export function forgetDeliveries(on: Delivering): Task {
  return {
    name: 'forget-deliveries',
    every: hour,
    run: async () => {
      const before = new Date(on.clock.now().getTime() - kept);
      while ((await deleteSettled(on.database, before, 1_000)) === 1_000);
    },
  };
}
