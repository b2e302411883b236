import type { Transaction } from '../../platform/database.ts';
import type { IssuerCaller } from '../../platform/deps.ts';
import { OutboundError } from '../../platform/outbound/index.ts';
import { problem } from '../../platform/problem.ts';
import { record } from '../../platform/record.ts';
import type { Delivering } from '../relay.ts';
import { cancelOpen } from '../store.ts';
import type { ChangeWebhook, CreateWebhook, WebhookAnswer, WebhookWithSecret } from './schema.ts';
import type { SecretBox } from './secrets.ts';
import { makeSecret } from './signature.ts';
import {
  countEndpoints,
  type Endpoint,
  insertEndpoint,
  lockEndpoint,
  lockEndpointsOf,
  updateEndpoint,
} from './store.ts';

/** Each event costs one delivery per endpoint. */
const mostEndpoints = 20;

/**
 * From the next message on, an endpoint is told.
 * @throws {Problem} `rule-violated` for a URL that is never asked, `conflict` when there are twenty already
 */
export async function createEndpoint(
  on: Delivering,
  box: SecretBox,
  caller: IssuerCaller,
  input: CreateWebhook,
): Promise<WebhookWithSecret> {
  checkUrl(on, input.url);
  const { issuerId } = caller;
  const now = on.clock.now();
  const owner = { issuerId, id: on.ids.next() };
  const secret = makeSecret();
  const row: Endpoint = {
    ...owner,
    url: input.url,
    kinds: input.kinds ?? null,
    state: 'active',
    ...(await box.seal(owner, [{ secret }])),
    createdAt: now,
    changedAt: now,
    disabledBecause: null,
  };
  await on.database.transaction(async (tx) => {
    await lockEndpointsOf(tx, issuerId);
    if ((await countEndpoints(tx, issuerId)) >= mostEndpoints)
      throw problem('conflict', `An issuer has ${mostEndpoints} webhooks at most; remove one first.`);
    await insertEndpoint(tx, row);
    await record(tx, on, caller, {
      issuerId,
      kind: 'webhook.created',
      subject: subjectOf(row.id),
      after: factsOf(row),
      payload: { id: row.id },
    });
  });
  return { ...endpointAnswer(row), secret };
}

/**
 * Changes where an endpoint is, what it gets, or whether it gets anything. Made active again, it is told of what happens from then on.
 * @throws {Problem} `not-found`; `rule-violated` for a URL that is never asked
 */
export async function changeEndpoint(
  on: Delivering,
  caller: IssuerCaller,
  id: string,
  input: ChangeWebhook,
): Promise<WebhookAnswer> {
  if (input.url !== undefined) checkUrl(on, input.url);
  return on.database.transaction(async (tx) => {
    const before = await lockedEndpoint(tx, caller.issuerId, id);
    const after: Endpoint = {
      ...before,
      url: input.url ?? before.url,
      kinds: input.kinds === undefined ? before.kinds : input.kinds,
      state: input.state ?? before.state,
      disabledBecause: reasonAfter(before, input.state),
    };
    if (JSON.stringify(factsOf(after)) === JSON.stringify(factsOf(before))) return endpointAnswer(before);
    const changedAt = on.clock.now();
    const { url, kinds, state, disabledBecause } = after;
    await updateEndpoint(tx, id, { url, kinds, state, disabledBecause, changedAt });
    if (state === 'disabled') await cancelOpen(tx, caller.issuerId, id, changedAt);
    await record(tx, on, caller, {
      issuerId: caller.issuerId,
      kind: 'webhook.changed',
      subject: subjectOf(id),
      before: factsOf(before),
      after: factsOf(after),
      payload: { id, state },
    });
    return endpointAnswer({ ...after, changedAt });
  });
}

function reasonAfter(before: Endpoint, state: ChangeWebhook['state']): Endpoint['disabledBecause'] {
  if (state === undefined) return before.disabledBecause;
  return state === 'active' ? null : (before.disabledBecause ?? 'owner');
}

/**
 * Nobody is told there any more. The row stays, because deliveries name it; its secrets go.
 * @throws {Problem} `not-found`
 */
export async function removeEndpoint(on: Delivering, box: SecretBox, caller: IssuerCaller, id: string): Promise<void> {
  await on.database.transaction(async (tx) => {
    const before = await lockedEndpoint(tx, caller.issuerId, id);
    const changedAt = on.clock.now();
    await updateEndpoint(tx, id, { state: 'removed', changedAt, ...(await box.seal(before, [])) });
    await cancelOpen(tx, caller.issuerId, id, changedAt);
    await record(tx, on, caller, {
      issuerId: caller.issuerId,
      kind: 'webhook.removed',
      subject: subjectOf(id),
      before: factsOf(before),
      payload: { id },
    });
  });
}

/**
 * Sends a message of no meaning to one endpoint, by the same way as all others.
 * @throws {Problem} `not-found`; `conflict` when it is disabled
 */
export async function testEndpoint(on: Delivering, caller: IssuerCaller, id: string): Promise<void> {
  await on.database.transaction(async (tx) => {
    const { state } = await lockedEndpoint(tx, caller.issuerId, id);
    if (state !== 'active') throw problem('conflict', 'This webhook is disabled; make it active first.');
    await record(tx, on, caller, {
      issuerId: caller.issuerId,
      kind: 'webhook.test',
      subject: subjectOf(id),
      payload: { id },
    });
  });
}

/** @throws {Problem} `not-found` */
export async function lockedEndpoint(tx: Transaction, issuerId: string, id: string): Promise<Endpoint> {
  const endpoint = await lockEndpoint(tx, issuerId, id);
  if (endpoint === undefined) throw noSuchEndpoint();
  return endpoint;
}

export function noSuchEndpoint() {
  return problem('not-found', 'There is no such webhook.');
}

export function endpointAnswer(row: Endpoint): WebhookAnswer {
  const { id, url, kinds, state, disabledBecause, createdAt, changedAt } = row;
  return {
    id,
    url,
    ...(kinds !== null && { kinds: [...kinds] }),
    state: state === 'active' ? 'active' : 'disabled',
    ...(disabledBecause !== null && { disabledBecause }),
    createdAt: createdAt.toISOString(),
    changedAt: changedAt.toISOString(),
  };
}

export const subjectOf = (id: string) => `webhook:${id}`;

/** What the audit log keeps a digest of. */
export function factsOf({ id, url, kinds, state, disabledBecause }: Endpoint) {
  return { id, url, kinds, state, disabledBecause };
}

function checkUrl(on: Delivering, url: string): void {
  try {
    on.outbound.check(url);
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error;
    throw problem('rule-violated', 'This service sends to public hosts over https only.', [
      {
        pointer: '#/url',
        code: 'refused-url',
        detail: 'https, port 443, a public host name (no address) and no user name were expected',
      },
    ]);
  }
}
