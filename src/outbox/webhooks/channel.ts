import type { Issuing } from '../../credentials/index.ts';
import type { Transaction } from '../../platform/database.ts';
import { OutboundError } from '../../platform/outbound/index.ts';
import { record } from '../../platform/record.ts';
import { type Addressed, AttemptFailed, type Channel, type Message, Undeliverable } from '../channel.ts';
import { cancelOpen, type Delivery } from '../store.ts';
import { factsOf, subjectOf } from './endpoints.ts';
import { inForce, type SecretBox } from './secrets.ts';
import { signedHeaders } from './signature.ts';
import { type Endpoint, lockEndpoint, selectEndpoint, selectEndpoints, updateEndpoint } from './store.ts';

/** Telling by HTTP, signed as Standard Webhooks says. */
export function webhookChannel(box: SecretBox): Channel {
  return { name: 'webhook', address, send: (on, delivery, messages) => post(on, box, delivery, messages) };
}

async function address(_on: Issuing, tx: Transaction, messages: readonly Message[]): Promise<readonly Addressed[]> {
  const [first] = messages;
  if (first === undefined) return [];
  const endpoints = await selectEndpoints(tx, first.issuerId);
  return messages.flatMap((message) =>
    endpoints
      .filter((endpoint) => wants(endpoint, message))
      .map(({ id }): Addressed => ({ receiver: id, messages: [message] })),
  );
}

function wants({ id, state, kinds }: Endpoint, { kind, subject }: Message): boolean {
  if (state !== 'active') return false;
  if (kind === 'webhook.test') return subject === subjectOf(id);
  return kinds === null || kinds.includes(kind);
}

async function post(on: Issuing, box: SecretBox, delivery: Delivery, [message]: readonly Message[]): Promise<void> {
  const endpoint = await selectEndpoint(on.database, delivery.issuerId, delivery.receiver);
  if (endpoint?.state !== 'active') throw new Undeliverable('cancelled', 'the webhook is removed or disabled');
  if (message === undefined) throw new Undeliverable('dead', 'the event is not there any more');
  const now = on.clock.now();
  const body = bodyOf(message);
  const secrets = inForce(await box.open(endpoint), now).map(({ secret }) => secret);
  const headers = { 'content-type': 'application/json', ...signedHeaders(delivery.id, now, body, secrets) };
  const status = await statusOf(on, endpoint.url, headers, body);
  if (status >= 200 && status < 300) return;
  if (status !== 410) throw new AttemptFailed(`answered ${status}`);
  await disableGone(on, endpoint);
  throw new Undeliverable('cancelled', 'answered 410');
}

/** Standard Webhooks, "Payload structure". The event's id and subject stand beside what the event tells. */
function bodyOf({ id, at, kind, subject, payload }: Message): Buffer {
  return Buffer.from(
    JSON.stringify({ type: kind, timestamp: at.toISOString(), data: { ...payload, event: id, subject } }),
  );
}

async function statusOf(
  on: Issuing,
  url: string,
  headers: Readonly<Record<string, string>>,
  body: Buffer,
): Promise<number> {
  try {
    return (await on.outbound.send({ method: 'POST', url, headers, body })).status;
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error;
    // What it says beyond its status is of no interest, so a long answer is as good as a short one.
    if (error.code === 'answer too large' && error.status !== undefined) return error.status;
    throw new AttemptFailed(error.code);
  }
}

/** Standard Webhooks, "Deliverability and reliability": 410 means that nobody wants to be asked there again. */
async function disableGone(on: Issuing, { issuerId, id, url }: Endpoint): Promise<void> {
  const caller = { actor: 'system:webhooks', requestId: on.ids.next() };
  await on.database.transaction(async (tx) => {
    const before = await lockEndpoint(tx, issuerId, id);
    // Moved meanwhile: it was the old address that is gone.
    if (before?.state !== 'active' || before.url !== url) return;
    const now = on.clock.now();
    const change = { state: 'disabled', disabledBecause: 'gone' } as const;
    await updateEndpoint(tx, id, { ...change, changedAt: now });
    await cancelOpen(tx, issuerId, id, now);
    await record(tx, on, caller, {
      issuerId,
      kind: 'webhook.disabled',
      subject: subjectOf(id),
      before: factsOf(before),
      after: factsOf({ ...before, ...change }),
      payload: { id, because: 'gone' },
    });
  });
}
