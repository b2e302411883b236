import type { Caller } from '../../platform/deps.ts';
import { OutboundError } from '../../platform/outbound/outbound.ts';
import type { Outcome } from '../deliveries/outcome.ts';
import type { DeliveryRow } from '../deliveries/store.ts';
import type { Delivering } from '../delivering.ts';
import { type Message, selectMessages } from '../relay/store.ts';
import { disableGoneEndpoint } from './endpoints.ts';
import { openSecrets } from './secrets.ts';
import { signedHeaders } from './sign.ts';
import { selectEndpoint } from './store.ts';

/** RFC 9110 §15.5.11: not there any more, and that is likely permanent; Standard Webhooks: stop sending. */
const gone = 410;

/** Sends one message to one endpoint. The body of the answer is not read. */
export async function attemptWebhook(on: Delivering, delivery: DeliveryRow): Promise<Outcome> {
  const { issuerId, endpointId } = delivery;
  const endpoint = endpointId === null ? undefined : await selectEndpoint(on.database, issuerId, endpointId);
  if (endpoint === undefined || endpoint.state !== 'active') return { kind: 'cancelled', error: 'endpoint-inactive' };
  const [message] = await selectMessages(on.database, [delivery.messageId]);
  if (message === undefined) return { kind: 'cancelled', error: 'no-message' };
  const body = bodyOf(message);
  const secrets = await openSecrets(on, on.database, issuerId, endpoint.id);
  try {
    const { status } = await on.outbound.request({
      method: 'POST',
      url: endpoint.url,
      headers: {
        'content-type': 'application/json',
        ...signedHeaders({ id: message.id, at: on.clock.now(), body }, secrets),
      },
      body,
      maxBytes: 0,
    });
    if (status >= 200 && status < 300) return { kind: 'delivered' };
    if (status !== gone) return { kind: 'failed', error: String(status) };
    const caller: Caller = { actor: 'system:deliver', requestId: on.ids.next() };
    return {
      kind: 'dead',
      error: String(gone),
      also: (tx) => disableGoneEndpoint(on, tx, caller, issuerId, endpoint.id),
    };
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error;
    return { kind: 'failed', error: error.code };
  }
}

/** Standard Webhooks, "Payload structure": `type`, `timestamp`, `data`. */
function bodyOf({ kind, at, subject, payload }: Message): string {
  return JSON.stringify({ type: kind, timestamp: at.toISOString(), data: { subject, ...payload } });
}
