import type { Deps, IssuerCaller } from '../platform/deps.ts';
import { toPage } from '../platform/pagination.ts';
import { problem } from '../platform/problem.ts';
import type { DeliveryAnswer, DeliveryQuery } from './schema.ts';
import { type Delivery, selectDeliveries, selectDelivery } from './store.ts';

/** A page of the issuer's deliveries, the newest first. */
export async function listDeliveries(
  on: Deps,
  { issuerId }: IssuerCaller,
  { limit, after, award, event, state, channel, receiver }: DeliveryQuery,
): Promise<{ items: DeliveryAnswer[]; next?: string }> {
  const subject = award === undefined ? undefined : `award:${award}`;
  const filter = { state, channel, receiver, message: event, subject };
  const page = toPage(await selectDeliveries(on.database, issuerId, filter, limit + 1, after), limit);
  return { ...page, items: page.items.map(toDeliveryAnswer) };
}

/** @throws {Problem} `not-found` for a delivery that is not there or is another issuer's */
export async function describeDelivery(on: Deps, { issuerId }: IssuerCaller, id: string): Promise<DeliveryAnswer> {
  const delivery = await selectDelivery(on.database, issuerId, id);
  if (delivery === undefined) throw problem('not-found', 'There is no such delivery.');
  return toDeliveryAnswer(delivery);
}

/** A delivery as answers tell of it. */
export function toDeliveryAnswer(row: Delivery): DeliveryAnswer {
  const isOpen = row.state === 'pending' || row.state === 'sending';
  return {
    id: row.id,
    channel: row.channel,
    receiver: row.receiver,
    events: [...row.messageIds],
    kind: row.kind,
    subject: row.subject,
    state: row.state,
    attempts: row.attempts,
    ...(isOpen && { nextAttemptAt: row.nextAttemptAt.toISOString() }),
    ...(row.lastError !== null && { lastError: row.lastError }),
    createdAt: row.createdAt.toISOString(),
    ...(row.finishedAt !== null && { finishedAt: row.finishedAt.toISOString() }),
  };
}
