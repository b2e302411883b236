import type { Worker } from '../platform/jobs.ts';
import type { Task } from '../platform/tasks.ts';
import { AttemptFailed, Undeliverable } from './channel.ts';
import { type Delivering, deliveryQueue, wake } from './relay.ts';
import { lease, nextAttempt, turn } from './schedule.ts';
import { type Delivery, hasEarlierOpen, lockDelivery, selectDue, selectMessages, updateDelivery } from './store.ts';

/**
 * Makes one attempt at a delivery that is due. Sending happens between two transactions: the first takes the delivery for the time of a lease, the second
 * writes down what came of it. Whoever dies in between leaves a lease that runs out, so everything is told at least once.
 */
export async function attempt(on: Delivering, id: string): Promise<void> {
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
  await on.database.transaction((tx) =>
    updateDelivery(tx, id, { state: 'delivered', lastError: null, finishedAt: on.clock.now() }),
  );
}

/** @returns nothing when it is not due, somebody else has it, or an earlier message to the same receiver is still open */
async function take(on: Delivering, id: string): Promise<Delivery | undefined> {
  return on.database.transaction(async (tx) => {
    const now = on.clock.now();
    const delivery = await lockDelivery(tx, id);
    if (delivery === undefined || (delivery.state !== 'pending' && delivery.state !== 'sending')) return undefined;
    if (delivery.nextAttemptAt > now) return undefined;
    if (await hasEarlierOpen(tx, delivery)) {
      const nextAttemptAt = new Date(now.getTime() + turn);
      await updateDelivery(tx, id, { state: 'pending', nextAttemptAt });
      await wake(on, tx, { ...delivery, nextAttemptAt });
      return undefined;
    }
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
  await on.database.transaction(async (tx) => {
    if (again !== undefined) {
      await updateDelivery(tx, delivery.id, { state: 'pending', nextAttemptAt: again, lastError });
      await wake(on, tx, { ...delivery, nextAttemptAt: again });
      return;
    }
    const state = error instanceof Undeliverable ? error.state : 'dead';
    await updateDelivery(tx, delivery.id, { state, lastError, finishedAt: now });
  });
}

/** Attempts as jobs wake them. */
export function deliveryWorker(on: Delivering): Worker {
  return {
    queue: deliveryQueue,
    atOnce: 10,
    work: async (data) => {
      if ('id' in data && typeof data.id === 'string') await attempt(on, data.id);
    },
  };
}

const batch = 100;

/** Attempts what is due and was not woken: a job may have been lost with its worker, and the lease of a dead sender wakes nobody. */
export function deliverDue(on: Delivering): Task {
  return {
    name: 'deliver-due',
    every: 5_000,
    run: async () => {
      for (const id of await selectDue(on.database, on.clock.now(), batch)) await attempt(on, id);
    },
  };
}
