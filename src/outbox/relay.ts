import type { Issuing } from '../credentials/index.ts';
import type { Transaction } from '../platform/database.ts';
import type { Jobs } from '../platform/jobs.ts';
import type { Task } from '../platform/tasks.ts';
import type { Channel } from './channel.ts';
import { type Delivery, insertDeliveries, lockCursor, moveCursor, selectWritten, type Written } from './store.ts';

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
  const isFull = found.length === batch;
  const written = isFull ? withoutLastTransaction(found) : found;
  const last = written.at(-1);
  if (last === undefined) return 'done';
  for (const messages of byTransactionAndIssuer(written)) await addressAll(on, tx, messages);
  await moveCursor(tx, { transaction: last.transaction, messageId: last.id });
  return isFull ? 'more' : 'done';
}

/** Its other messages are in the next batch, and what one transaction wrote is told together. Unless it is all there is. */
function withoutLastTransaction<Row extends { readonly transaction: string }>(rows: readonly Row[]): readonly Row[] {
  const last = rows.at(-1)?.transaction;
  const others = rows.filter(({ transaction }) => transaction !== last);
  return others.length > 0 ? others : rows;
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

/** Writes the job that wakes a worker when the delivery is due. */
export async function wake(on: Delivering, tx: Transaction, { id, nextAttemptAt }: Delivery): Promise<void> {
  await on.jobs.send(tx, deliveryQueue, { id }, nextAttemptAt);
}
