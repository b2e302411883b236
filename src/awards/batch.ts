import { type Issuing, statusPlacesOfAwards } from '../credentials/index.ts';
import { loadPublished, type PublishedCurriculum } from '../curriculum/index.ts';
import type { Transaction } from '../platform/database.ts';
import { isUnanswered } from '../platform/database-failure.ts';
import type { IssuerCaller } from '../platform/deps.ts';
import { Problem, problem } from '../platform/problem.ts';
import type { Text } from '../platform/text.ts';
import { lockStatusListsOf } from '../status/index.ts';
import { type Action, wouldChange } from './allowed.ts';
import { changeStates, type Withdrawal } from './change-state.ts';
import { holdAwards } from './hold.ts';
import { reinstate } from './reinstate.ts';
import type { AwardRow } from './store.ts';

/** How many awards are changed in one transaction: enough to be fast, few enough not to hold others up for long. */
export const awardsPerBatch = 200;

/** One change that is asked for. */
export interface Order {
  readonly id: string;
  readonly action: Action;
  /** Always there for a withdrawal. */
  readonly reason?: Text | string | undefined;
}

export type Outcome = 'changed' | 'unchanged' | Problem;

/**
 * Changes a batch of awards in one transaction, in the given order, each exactly as if it had been asked for alone: what cannot be done fails by
 * itself. When the batch breaks down as a whole, its orders are tried one by one, so that one that is broken takes no other along.
 * @returns one outcome per order; never throws
 */
export async function changeBatch(on: Issuing, caller: IssuerCaller, orders: readonly Order[]): Promise<Outcome[]> {
  try {
    return await on.database.transaction((tx) => carryOut(on, tx, caller, orders));
  } catch (error) {
    if (isUnanswered(error)) {
      const away = problem('unavailable', 'The database does not answer right now. Send this line again.');
      return orders.map(() => away);
    }
    if (orders.length === 1) return [failureOf(on, error)];
    const outcomes: Outcome[] = [];
    for (const order of orders) outcomes.push(...(await changeBatch(on, caller, [order])));
    return outcomes;
  }
}

function failureOf(on: Issuing, error: unknown): Problem {
  if (error instanceof Problem) return error;
  on.log.error({ err: error }, 'a line of a bulk change failed');
  return problem('internal', 'Something went wrong on our side.');
}

/** The batch itself. */
async function carryOut(
  on: Issuing,
  tx: Transaction,
  caller: IssuerCaller,
  orders: readonly Order[],
): Promise<Outcome[]> {
  const ids = [...new Set(orders.map(({ id }) => id))];
  const held = await holdAwards(tx, caller, ids);
  // The lists too, before any of them is changed: several steps below change lists, each in an order of its own.
  await lockStatusListsOf(tx, caller.issuerId, await statusPlacesOfAwards(tx, caller.issuerId, ids));
  const today = on.clock.now().toISOString().slice(0, 10);
  const withdrawals = new Map<string, Withdrawal>();
  const flush = async () => {
    for (const changed of await changeStates(on, tx, caller, [...withdrawals.values()])) held.set(changed.id, changed);
    withdrawals.clear();
  };
  let curriculum: PublishedCurriculum | undefined;
  const outcomes: Outcome[] = [];
  for (const order of orders) {
    // A second change of the same award is decided from what the first made of it.
    if (withdrawals.has(order.id) || order.action === 'reinstate') await flush();
    const award = held.get(order.id);
    const outcome = outcomeOf(award, order.action, today);
    outcomes.push(outcome);
    if (outcome !== 'changed' || award === undefined) continue;
    if (order.action === 'reinstate') {
      curriculum ??= await loadPublished(tx, caller.issuerId);
      held.set(award.id, await reinstate(on, tx, caller, curriculum, award, order.reason));
    } else {
      const to = order.action === 'revoke' ? 'revoked' : 'suspended';
      withdrawals.set(award.id, { award, to, reason: order.reason ?? '', because: 'issuer' });
    }
  }
  await flush();
  return outcomes;
}

function outcomeOf(award: AwardRow | undefined, action: Action, today: string): Outcome {
  if (award === undefined) return problem('not-found', 'There is no such award.');
  try {
    return wouldChange(award, action, today) ? 'changed' : 'unchanged';
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}
