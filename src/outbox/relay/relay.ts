import type { Transaction } from '../../platform/database.ts';
import type { Task } from '../../platform/tasks.ts';
import { deliveryQueue, jobOf } from '../deliveries/deliver.ts';
import { insertDeliveries } from '../deliveries/store.ts';
import type { Delivering } from '../delivering.ts';
import { planMails } from '../mail/plan.ts';
import { planWebhooks } from '../webhooks/plan.ts';
import { lockCursor, type Message, moveCursor, selectMessagesAfter, selectMessagesOf } from './store.ts';

/** The name of our cursor. */
const reader = 'deliveries';

/** Messages in one transaction, about. */
const batch = 200;

/** Makes deliveries of the outbox, one replica at a time. */
export function relayOutbox(on: Delivering): Task {
  return {
    name: 'relay-outbox',
    every: 500,
    run: async () => {
      while (await relayBatch(on));
    },
  };
}

/**
 * Takes the next messages, makes a delivery for each receiver and its job, and moves the cursor: all in one transaction, so that no message is
 * lost and none is delivered to a receiver as two deliveries.
 * @returns whether there may be more
 */
async function relayBatch(on: Delivering): Promise<boolean> {
  return on.database.transaction(async (tx) => {
    const cursor = await lockCursor(tx, reader);
    if (cursor === undefined) return false;
    const messages = await wholeTransactions(tx, await selectMessagesAfter(tx, cursor, batch));
    const last = messages.at(-1);
    if (last === undefined) return false;
    const planned = [...(await planWebhooks(on, tx, messages)), ...(await planMails(on, tx, messages))];
    for (let start = 0; start < planned.length; start += batch) {
      const made = await insertDeliveries(tx, planned.slice(start, start + batch));
      await on.jobs.send(tx, deliveryQueue, made.map(jobOf));
    }
    await moveCursor(tx, reader, last);
    return messages.length >= batch;
  });
}

/** A full batch may end in the middle of a transaction, whose badges belong into one mail: its rest is taken along. */
async function wholeTransactions(tx: Transaction, messages: readonly Message[]): Promise<readonly Message[]> {
  const last = messages.at(-1);
  if (last === undefined || messages.length < batch) return messages;
  const rest = (await selectMessagesOf(tx, last.transaction)).filter(({ id }) => id > last.id);
  return [...messages, ...rest];
}
