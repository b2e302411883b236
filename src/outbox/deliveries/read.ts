import type { IssuerCaller } from '../../platform/deps.ts';
import { type PageQuery, toPage } from '../../platform/pagination.ts';
import { problem } from '../../platform/problem.ts';
import type { Delivering } from '../delivering.ts';
import type { DeliveryAnswer } from './schema.ts';
import { type DeliveryFilter, type DeliveryRow, selectDeliveries, selectDelivery } from './store.ts';

/** A page of the issuer's deliveries, oldest first. */
export async function listDeliveries(
  on: Delivering,
  { issuerId }: IssuerCaller,
  filter: DeliveryFilter,
  { limit, after }: PageQuery,
): Promise<{ items: DeliveryAnswer[]; next?: string }> {
  const rows = await selectDeliveries(on.database, issuerId, filter, limit + 1, after);
  return toPage(rows.map(deliveryAnswer), limit);
}

/** @throws {Problem} `not-found` */
export async function readDelivery(on: Delivering, { issuerId }: IssuerCaller, id: string): Promise<DeliveryRow> {
  const row = await selectDelivery(on.database, issuerId, id);
  if (row === undefined) throw problem('not-found', 'There is no such delivery.');
  return row;
}

export function deliveryAnswer(row: DeliveryRow): DeliveryAnswer {
  const waits = row.state === 'pending' || row.state === 'failed';
  return {
    id: row.id,
    channel: row.channel,
    ...(row.endpointId !== null && { endpoint: row.endpointId }),
    kind: row.kind,
    subject: row.subject,
    messages: row.messageIds,
    awards: row.awardIds,
    state: row.state,
    attempts: row.attempts,
    ...(waits && { nextAttemptAt: row.nextAttemptAt.toISOString() }),
    ...(row.lastError !== null && { lastError: row.lastError }),
    createdAt: row.createdAt.toISOString(),
    ...(row.settledAt !== null && { settledAt: row.settledAt.toISOString() }),
  };
}
