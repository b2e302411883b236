import type { Transaction } from '../platform/database.ts';
import type { Deps, IssuerCaller } from '../platform/deps.ts';
import { problem } from '../platform/problem.ts';
import { record } from '../platform/record.ts';
import { type Delivery, lockToReplay, updateDelivery } from './store.ts';

/**
 * Tells something once more, whatever came of it before.
 * @throws {Problem} `not-found`; `conflict` while it is under way
 */
export async function replayDelivery(on: Deps, caller: IssuerCaller, id: string): Promise<Delivery> {
  return on.database.transaction(async (tx) => {
    const [delivery] = await lockToReplay(tx, caller.issuerId, { id });
    if (delivery === undefined) throw problem('not-found', 'There is no such delivery.');
    if (delivery.state === 'pending' || delivery.state === 'sending')
      throw problem('conflict', 'This delivery is under way already.');
    return replay(on, tx, caller, delivery);
  });
}

/** Tells one receiver again whatever is dead since then. @returns how many */
export async function replayDead(on: Deps, caller: IssuerCaller, receiver: string, since: Date): Promise<number> {
  return on.database.transaction(async (tx) => {
    const dead = await lockToReplay(tx, caller.issuerId, { receiver, since });
    for (const delivery of dead) await replay(on, tx, caller, delivery);
    return dead.length;
  });
}

async function replay(on: Deps, tx: Transaction, caller: IssuerCaller, delivery: Delivery): Promise<Delivery> {
  // No job: who calls may write nothing but the issuer's own rows. The task that looks for what is due finds it in seconds.
  const again = { state: 'pending', attempts: 0, nextAttemptAt: on.clock.now(), finishedAt: null } as const;
  await updateDelivery(tx, delivery.id, again);
  await record(tx, on, caller, {
    issuerId: caller.issuerId,
    kind: 'delivery.replayed',
    subject: `delivery:${delivery.id}`,
    before: { state: delivery.state, attempts: delivery.attempts },
    after: { state: again.state, attempts: 0 },
    payload: { id: delivery.id },
  });
  return { ...delivery, ...again };
}
