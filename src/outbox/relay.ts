import type { Issuing } from '../credentials/index.ts';
import type { Transaction } from '../platform/database.ts';
import type { Jobs } from '../platform/jobs.ts';
import type { Task } from '../platform/tasks.ts';
import type { Channel } from './channel.ts';
import {
  type Delivery,
  insertDeliveries,
  lockCursor,
  moveCursor,
  selectRestOf,
  selectWritten,
  type Written,
} from './store.ts';

/** The queue of deliveries; a job names one by its id. */
export const deliveryQueue = 'deliveries';

const batch = 1_000;

/** What delivering needs: the ways to tell somebody, and where to write down that there is work. */
export interface Delivering extends Issuing {
  readonly channels: readonly Channel[];
  readonly jobs: Jobs;
}

/**
 * Turns messages of the outbox into deliveries, one per receiver, in the order in which their transactions ended. Deliveries, their jobs and the cursor are
 * written together: a crash leaves all of them or none, and a message is never passed over.
 */
export function relayOutbox(on: Delivering): Task {
  return {
    name: 'relay-outbox',
    every: 500,
    run: async () => {
      while ((await on.database.transaction((tx) => relayBatch(on, tx))) === 'more');
    },
  };
}

async function relayBatch(on: Delivering, tx: Transaction): Promise<'more' | 'done'> {
  const cursor = await lockCursor(tx);
  if (cursor === undefined) return 'done';
  const found = await selectWritten(tx, cursor, batch);
  const newest = found.at(-1);
  if (newest === undefined) return 'done';
  const isFull = found.length === batch;
  // What one transaction wrote is told together, so the rest of the last one is taken along.
  const written = isFull ? [...found, ...(await selectRestOf(tx, newest))] : found;
  const last = written.at(-1) ?? newest;
  for (const messages of byTransactionAndIssuer(written)) await addressAll(on, tx, messages);
  await moveCursor(tx, { transaction: last.transaction, messageId: last.id });
  return isFull ? 'more' : 'done';
}

/** What belongs to no issuer (shared catalogues) is told to nobody. */
function byTransactionAndIssuer(
  rows: readonly (Omit<Written, 'issuerId'> & { issuerId: string | null })[],
): Written[][] {
  const groups = new Map<string, Written[]>();
  for (const { issuerId, ...row } of rows) {
    if (issuerId === null) continue;
    const key = `${row.transaction} ${issuerId}`;
    groups.set(key, [...(groups.get(key) ?? []), { ...row, issuerId }]);
  }
  return [...groups.values()];
}

async function addressAll(on: Delivering, tx: Transaction, messages: readonly Written[]): Promise<void> {
  const now = on.clock.now();
  for (const channel of on.channels) {
    const addressed = await channel.address(on, tx, messages);
    const rows = addressed.map(({ receiver, messages: [first, ...rest] }) => ({
      issuerId: first.issuerId,
      id: on.ids.next(),
      channel: channel.name,
      receiver,
      messageId: first.id,
      messageIds: [first.id, ...rest.map(({ id }) => id)],
      kind: first.kind,
      subject: first.subject,
      state: 'pending' as const,
      attempts: 0,
      nextAttemptAt: now,
      lastError: null,
      createdAt: now,
      finishedAt: null,
    }));
    for (const delivery of await insertDeliveries(tx, rows)) await wake(on, tx, delivery);
  }
}

/** What breaks down as one: an endpoint; the server that takes all mail. */
export function receivingEnd({ channel, receiver }: Pick<Delivery, 'channel' | 'receiver'>): string {
  return channel === 'mail' ? channel : receiver;
}

/** Writes the job that wakes a worker when the delivery is due. */
export async function wake(on: Delivering, tx: Transaction, delivery: Delivery): Promise<void> {
  const when = { at: delivery.nextAttemptAt, group: receivingEnd(delivery) };
  await on.jobs.send(tx, deliveryQueue, { id: delivery.id }, when);
}
