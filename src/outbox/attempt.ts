import type { Worker } from '../platform/jobs.ts';
import type { Task } from '../platform/tasks.ts';
import { AttemptFailed, Undeliverable } from './channel.ts';
import { type Delivering, deliveryQueue, receivingEnd, wake } from './relay.ts';
import { kept, lease, nextAttempt } from './schedule.ts';
import {
  type Delivery,
  deleteFinished,
  hasEarlierOpen,
  lockDelivery,
  selectDue,
  selectMessages,
  selectNextInLine,
  settleAttempt,
  updateDelivery,
} from './store.ts';

/**
 * Makes one attempt at a delivery that is due. Sending happens between two transactions: the first takes the delivery for the time of a lease, the second
 * writes down what came of it. Whoever dies in between leaves a lease that runs out, so everything is told at least once.
 */
async function attempt(on: Delivering, id: string): Promise<void> {
  const delivery = await take(on, id);
  if (delivery === undefined) return;
  const channel = on.channels.find(({ name }) => name === delivery.channel);
  try {
    if (channel === undefined) throw new AttemptFailed(`this service is not set up for ${delivery.channel}`);
    await channel.send(on, delivery, await selectMessages(on.database, delivery.messageIds));
  } catch (error) {
    await noteFailure(on, delivery, error);
    return;
  }
  await finish(on, delivery, { state: 'delivered', lastError: null });
}

/** Ends a delivery, and wakes the one that waited for it. */
async function finish(on: Delivering, taken: Delivery, to: Pick<Delivery, 'state' | 'lastError'>): Promise<void> {
  await on.database.transaction(async (tx) => {
    if (!(await settleAttempt(tx, taken, { ...to, finishedAt: on.clock.now() }))) return;
    const next = await selectNextInLine(tx, taken);
    if (next !== undefined) await wake(on, tx, next);
  });
}

/** @returns nothing when it is not due, somebody else has it, or an earlier message to the same receiver is still open */
async function take(on: Delivering, id: string): Promise<Delivery | undefined> {
  return on.database.transaction(async (tx) => {
    const now = on.clock.now();
    const delivery = await lockDelivery(tx, id);
    if (delivery === undefined || (delivery.state !== 'pending' && delivery.state !== 'sending')) return undefined;
    // Whatever it waits for wakes it.
    if (delivery.nextAttemptAt > now || (await hasEarlierOpen(tx, delivery))) return undefined;
    const taken = {
      state: 'sending',
      attempts: delivery.attempts + 1,
      nextAttemptAt: new Date(now.getTime() + lease),
    } as const;
    await updateDelivery(tx, id, taken);
    return { ...delivery, ...taken };
  });
}

async function noteFailure(on: Delivering, delivery: Delivery, error: unknown): Promise<void> {
  const now = on.clock.now();
  const lastError = error instanceof Undeliverable || error instanceof AttemptFailed ? error.message : 'internal error';
  // Its own words could name a person; the log tells the kind of the error only.
  if (lastError === 'internal error')
    on.log.error({ delivery: delivery.id, kind: error instanceof Error ? error.name : 'unknown' }, 'a delivery failed');
  const again = error instanceof Undeliverable ? undefined : nextAttempt(now, delivery.attempts, on.random);
  if (again === undefined) {
    await finish(on, delivery, { state: error instanceof Undeliverable ? error.state : 'dead', lastError });
    return;
  }
  await on.database.transaction(async (tx) => {
    const written = await settleAttempt(tx, delivery, { state: 'pending', nextAttemptAt: again, lastError });
    if (written) await wake(on, tx, { ...delivery, nextAttemptAt: again });
  });
}

/** Attempts at one moment, in one process. */
const atOnce = 10;

/** Attempts as jobs wake them. */
export function deliveryWorker(on: Delivering): Worker {
  return {
    queue: deliveryQueue,
    atOnce,
    work: async (data) => {
      if ('id' in data && typeof data.id === 'string') await attempt(on, data.id);
    },
  };
}

/** What one run of the task takes up, of one receiver and of all. */
const limits = { each: 20, all: 200 } as const;

/** Attempts what is due and was not woken: a job may have been lost with its worker, and the lease of a dead sender wakes nobody. */
export function deliverDue(on: Delivering): Task {
  return {
    name: 'deliver-due',
    every: 5_000,
    run: async () => {
      const due = await selectDue(on.database, on.clock.now(), limits);
      const lines = [...Map.groupBy(due, receivingEnd).values()];
      const outcomes = await Promise.allSettled(Array.from({ length: atOnce }, () => workOff(on, lines)));
      for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
    },
  };
}

/** Milliseconds that one receiving end may take up of a run; its rest has the next one. It bounds a run, so it goes by real time. */
const share = 20_000;

/** Takes one receiving end after the other. */
async function workOff(on: Delivering, lines: Pick<Delivery, 'id'>[][]): Promise<void> {
  for (let line = lines.shift(); line !== undefined; line = lines.shift()) {
    const end = performance.now() + share;
    for (const { id } of line) {
      if (performance.now() > end) break;
      await attempt(on, id);
    }
  }
}

const manyRows = 1_000;

/** Forgets deliveries that were finished long ago; what happened stays in the events. */
export function forgetDeliveries(on: Delivering): Task {
  return {
    name: 'forget-deliveries',
    every: 3_600_000,
    run: async () => {
      const before = new Date(on.clock.now().getTime() - kept);
      while ((await deleteFinished(on.database, before, manyRows)) === manyRows);
    },
  };
}
