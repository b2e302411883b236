import type { Transaction } from '../../platform/database.ts';
import type { Caller, IssuerCaller } from '../../platform/deps.ts';
import { OutboundError } from '../../platform/outbound/outbound.ts';
import { problem } from '../../platform/problem.ts';
import { record } from '../../platform/record.ts';
import { cancelOpen } from '../deliveries/store.ts';
import type { Delivering } from '../delivering.ts';
import { testKind } from './plan.ts';
import type { ChangeEndpoint, CreatedEndpoint, CreateEndpoint, EndpointAnswer } from './schema.ts';
import { makeSecret } from './secrets.ts';
import {
  countEndpoints,
  deleteSecrets,
  type EndpointRow,
  insertEndpoint,
  lockEndpoint,
  retireSecrets,
  selectEndpoint,
  updateEndpoint,
} from './store.ts';

/** More would make every fact expensive. */
const mostEndpoints = 20;

/** How long the old secret signs along after a rotation. */
const overlap = 24 * 3_600_000;

/**
 * Makes an endpoint with its first secret.
 * @throws {Problem} `rule-violated` for an address that may not be asked; `conflict` when there are too many
 */
export async function createEndpoint(
  on: Delivering,
  caller: IssuerCaller,
  input: CreateEndpoint,
): Promise<CreatedEndpoint> {
  refuseAddress(on, input.url);
  const now = on.clock.now();
  const row: EndpointRow = {
    issuerId: caller.issuerId,
    id: on.ids.next(),
    url: input.url,
    description: input.description ?? null,
    kinds: input.kinds ?? null,
    state: 'active',
    disabledBecause: null,
    createdAt: now,
    changedAt: now,
  };
  return on.database.transaction(async (tx) => {
    if ((await countEndpoints(tx, caller.issuerId)) >= mostEndpoints)
      throw problem('conflict', `There are ${mostEndpoints} endpoints already; delete one first.`);
    await insertEndpoint(tx, row);
    const secret = await makeSecret(on, tx, row);
    await tell(on, tx, caller, 'webhook.created', { after: row });
    return { ...endpointAnswer(row), secret };
  });
}

/**
 * Changes an endpoint. Switching it off cancels what is still to be sent to it.
 * @throws {Problem} `not-found`; `rule-violated`
 */
export async function changeEndpoint(
  on: Delivering,
  caller: IssuerCaller,
  id: string,
  change: ChangeEndpoint,
): Promise<EndpointAnswer> {
  if (change.url !== undefined) refuseAddress(on, change.url);
  return on.database.transaction(async (tx) => {
    const before = await held(tx, caller, id);
    const state = change.state ?? before.state;
    const now = on.clock.now();
    const after: EndpointRow = {
      ...before,
      url: change.url ?? before.url,
      description: change.description === undefined ? before.description : change.description,
      kinds: change.kinds === undefined ? before.kinds : change.kinds,
      state,
      disabledBecause: state === 'active' ? null : (before.disabledBecause ?? 'issuer'),
      changedAt: now,
    };
    await updateEndpoint(tx, after);
    if (state === 'disabled') await cancelOpen(tx, caller.issuerId, { endpointId: id }, now, 'endpoint-disabled');
    await tell(on, tx, caller, 'webhook.changed', { before, after });
    return endpointAnswer(after);
  });
}

/** Deletes an endpoint with its secrets; its deliveries can still be read. @throws {Problem} `not-found` */
export async function deleteEndpoint(on: Delivering, caller: IssuerCaller, id: string): Promise<void> {
  await on.database.transaction(async (tx) => {
    const before = await held(tx, caller, id);
    const now = on.clock.now();
    const after: EndpointRow = { ...before, state: 'deleted', changedAt: now };
    await updateEndpoint(tx, after);
    await deleteSecrets(tx, caller.issuerId, id);
    await cancelOpen(tx, caller.issuerId, { endpointId: id }, now, 'endpoint-deleted');
    await tell(on, tx, caller, 'webhook.deleted', { before, after });
  });
}

/** Makes a new secret; the one of until now signs along for a day. @throws {Problem} `not-found` */
export async function rotateSecret(on: Delivering, caller: IssuerCaller, id: string): Promise<CreatedEndpoint> {
  return on.database.transaction(async (tx) => {
    const row = await held(tx, caller, id);
    const now = on.clock.now();
    await retireSecrets(tx, caller.issuerId, id, now, new Date(now.getTime() + overlap));
    const secret = await makeSecret(on, tx, row);
    await tell(on, tx, caller, 'webhook.secret-rotated', { after: row });
    return { ...endpointAnswer(row), secret };
  });
}

/**
 * Sends a message that only tries the endpoint out, the way every message goes.
 * @throws {Problem} `not-found`; `conflict` when the endpoint is switched off
 */
export async function testEndpoint(on: Delivering, caller: IssuerCaller, id: string): Promise<void> {
  await on.database.transaction(async (tx) => {
    const row = await held(tx, caller, id);
    if (row.state !== 'active') throw problem('conflict', 'This endpoint is disabled; set its state to active first.');
    await tell(on, tx, caller, testKind, { after: row });
  });
}

/** @throws {Problem} `not-found` */
export async function readEndpoint(on: Delivering, { issuerId }: IssuerCaller, id: string): Promise<EndpointRow> {
  return present(await selectEndpoint(on.database, issuerId, id));
}

/** The receiver said that it is gone: nothing more is sent, and what waits is cancelled. */
export async function disableGoneEndpoint(
  on: Delivering,
  tx: Transaction,
  caller: Caller,
  issuerId: string,
  id: string,
): Promise<void> {
  const before = await lockEndpoint(tx, issuerId, id);
  if (before === undefined || before.state !== 'active') return;
  const now = on.clock.now();
  const after: EndpointRow = { ...before, state: 'disabled', disabledBecause: 'gone', changedAt: now };
  await updateEndpoint(tx, after);
  await cancelOpen(tx, issuerId, { endpointId: id }, now, 'endpoint-disabled');
  await tell(on, tx, { ...caller, issuerId }, 'webhook.disabled', { before, after });
}

export function endpointAnswer(row: EndpointRow): EndpointAnswer {
  return {
    id: row.id,
    url: row.url,
    ...(row.description !== null && { description: row.description }),
    kinds: row.kinds,
    state: row.state === 'active' ? 'active' : 'disabled',
    ...(row.disabledBecause !== null && { disabledBecause: row.disabledBecause }),
    createdAt: row.createdAt.toISOString(),
  };
}

async function held(tx: Transaction, { issuerId }: IssuerCaller, id: string): Promise<EndpointRow> {
  return present(await lockEndpoint(tx, issuerId, id));
}

function present(row: EndpointRow | undefined): EndpointRow {
  if (row === undefined) throw problem('not-found', 'There is no such webhook endpoint.');
  return row;
}

function refuseAddress(on: Delivering, url: string): void {
  try {
    on.outbound.check(url);
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error;
    const detail = 'https on port 443, a host with a name, and no user name or fragment were expected';
    throw problem('rule-violated', 'Webhooks cannot be sent to this address.', [{ pointer: '#/url', detail }]);
  }
}

/** Of addresses only digests: they can hold a token. */
async function tell(
  on: Delivering,
  tx: Transaction,
  caller: IssuerCaller,
  kind: string,
  { before, after }: { readonly before?: EndpointRow; readonly after: EndpointRow },
): Promise<void> {
  await record(tx, on, caller, {
    issuerId: caller.issuerId,
    kind,
    subject: `webhook:${after.id}`,
    ...(before && { before }),
    after,
    payload: { id: after.id, state: after.state },
  });
}
