import type { Job } from '../../platform/jobs/jobs.ts';
import type { Delivering } from '../delivering.ts';
import { pauseAfter } from './backoff.ts';
import type { Outcome } from './outcome.ts';
import { type DeliveryRow, selectNextInLine, settleDelivery, takeDelivery } from './store.ts';

/** The queue whose jobs say that a delivery may be due. */
export const deliveryQueue = 'deliveries';

/** Longer than any attempt can take. */
const lease = 120_000;

/** Fair between receivers: an endpoint that is slow holds up its own deliveries only. */
export function jobOf({ id, channel, endpointId, issuerId }: DeliveryRow): Job {
  return { id, group: endpointId ?? `${channel}:${issuerId}` };
}

/** How a channel tries to deliver. It does not throw for what goes wrong with the receiver. */
export type Attempt = (delivery: DeliveryRow) => Promise<Outcome>;

/**
 * Does what a job asks for, if there is anything to do: takes the delivery, tries it, and writes what came of it. A process that dies in the middle
 * leaves it taken, and after a while somebody else takes it again: at least once.
 */
export async function deliver(on: Delivering, id: string, attempt: Attempt): Promise<void> {
  const now = on.clock.now();
  const taken = await takeDelivery(on.database, id, now, new Date(now.getTime() + lease));
  if (taken === undefined) return;
  const outcome = await attempt(taken);
  await on.database.transaction(async (tx) => {
    const written = writtenOf(on, taken, outcome);
    if (!(await settleDelivery(tx, taken, written))) return;
    await outcome.also?.(tx);
    on.log.info(
      { delivery: id, channel: taken.channel, state: written.state, attempt: taken.attempts, error: written.lastError },
      'delivery',
    );
    if (written.settledAt === null) return;
    const next = await selectNextInLine(tx, taken);
    if (next !== undefined) await on.jobs.send(tx, deliveryQueue, [jobOf(next)]);
  });
}

function writtenOf(on: Delivering, taken: DeliveryRow, { kind, error }: Outcome) {
  const now = on.clock.now();
  const lastError = error ?? null;
  const settled = { nextAttemptAt: taken.nextAttemptAt, lastError, settledAt: now };
  if (kind !== 'failed') return { ...settled, state: kind };
  const pause = pauseAfter(taken.attempts, on.random);
  if (pause === undefined) return { ...settled, state: 'dead' as const };
  return {
    state: 'failed' as const,
    nextAttemptAt: new Date(now.getTime() + pause),
    lastError,
    settledAt: null,
  };
}
