import type { Transaction } from '../../platform/database.ts';
import type { NewDelivery } from '../deliveries/store.ts';
import type { Delivering } from '../delivering.ts';
import { awardOf, newDelivery } from '../new-delivery.ts';
import type { Message } from '../relay/store.ts';
import { type EndpointRow, selectActiveEndpoints } from './store.ts';

/** The kind of a message that only tries an endpoint out. */
export const testKind = 'webhook.tested';

/** A delivery for every endpoint that wants a message. */
export async function planWebhooks(
  on: Delivering,
  tx: Transaction,
  messages: readonly Message[],
): Promise<NewDelivery[]> {
  const issuerIds = messages.map(({ issuerId }) => issuerId).filter((id) => id !== null);
  const endpoints = await selectActiveEndpoints(tx, [...new Set(issuerIds)]);
  return messages.flatMap((message) => {
    const { issuerId, subject } = message;
    if (issuerId === null) return [];
    const award = awardOf(message);
    return endpoints
      .filter((endpoint) => endpoint.issuerId === issuerId && wants(endpoint, message))
      .map(({ id }) =>
        newDelivery(on, issuerId, {
          messages: [message],
          channel: 'webhook',
          endpointId: id,
          subject,
          awardIds: award === undefined ? [] : [award],
        }),
      );
  });
}

/** What is told about endpoints and deliveries themselves goes nowhere, or telling it would never end. */
function wants({ id, kinds }: EndpointRow, { kind, subject }: Message): boolean {
  if (kind === testKind) return subject === `webhook:${id}`;
  if (/^(webhook|delivery)\./.test(kind)) return false;
  return kinds === null || kinds.includes(kind);
}
