import type { Transaction } from '../../platform/database.ts';
import type { IssuerCaller } from '../../platform/deps.ts';
import { problem } from '../../platform/problem.ts';
import { record } from '../../platform/record.ts';
import type { Delivering } from '../delivering.ts';
import { lockEndpoint } from '../webhooks/store.ts';
import { deliveryAnswer, readDelivery } from './read.ts';
import type { DeliveryAnswer } from './schema.ts';
import { reopenDeliveries } from './store.ts';

/**
 * Puts a delivery back to be sent again, whatever became of it. The receiver gets the same message id, and so can tell that it had it.
 * @throws {Problem} `not-found`; `conflict` when it is being sent now, or its endpoint does not take messages
 */
export async function replayDelivery(on: Delivering, caller: IssuerCaller, id: string): Promise<DeliveryAnswer> {
  return on.database.transaction(async (tx) => {
    const known = await readDelivery(on, caller, id);
    if (known.endpointId !== null) await refuseUnlessActive(tx, caller, known.endpointId);
    if ((await reopenDeliveries(tx, caller.issuerId, { id }, on.clock.now())) === 0)
      throw problem('conflict', 'This delivery is being sent at this moment.');
    await record(tx, on, caller, {
      issuerId: caller.issuerId,
      kind: 'delivery.replayed',
      subject: `delivery:${id}`,
      payload: { id },
    });
    return deliveryAnswer(await readDelivery(on, caller, id));
  });
}

/**
 * The same for everything that was given up of an endpoint since a moment.
 * @throws {Problem} `not-found`; `conflict` when the endpoint does not take messages
 */
export async function replayDead(
  on: Delivering,
  caller: IssuerCaller,
  endpointId: string,
  deadSince: Date,
): Promise<{ replayed: number }> {
  return on.database.transaction(async (tx) => {
    await refuseUnlessActive(tx, caller, endpointId);
    const replayed = await reopenDeliveries(tx, caller.issuerId, { endpointId, deadSince }, on.clock.now());
    await record(tx, on, caller, {
      issuerId: caller.issuerId,
      kind: 'delivery.replayed',
      subject: `webhook:${endpointId}`,
      payload: { id: endpointId, replayed },
    });
    return { replayed };
  });
}

async function refuseUnlessActive(tx: Transaction, { issuerId }: IssuerCaller, endpointId: string): Promise<void> {
  const endpoint = await lockEndpoint(tx, issuerId, endpointId);
  if (endpoint === undefined) throw problem('not-found', 'There is no such webhook endpoint.');
  if (endpoint.state !== 'active')
    throw problem('conflict', 'The endpoint is disabled; set its state to active first.');
}
