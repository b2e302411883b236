import { lockUnsealedLearners, sealLearner } from '../assessment/index.ts';
import { sealAwardsOf } from '../awards/index.ts';
import type { Transaction } from '../platform/database.ts';
import type { IssuerCaller } from '../platform/deps.ts';
import { record } from '../platform/record.ts';
import type { Task } from '../platform/tasks.ts';
import type { Guarded } from '../privacy/index.ts';

/** So many learners are sealed in one transaction; a report about one of them waits no longer than that takes. */
const batch = 20;

/** Puts a learner of the first release under a key: the person, the records, the badges. */
export async function sealEverythingOf(on: Guarded, tx: Transaction, caller: IssuerCaller, id: string): Promise<void> {
  const seal = await sealLearner(on, tx, caller, id);
  if (seal !== undefined) await sealAwardsOf(tx, seal, { issuerId: caller.issuerId, id });
}

/** Seals what the first release left in the clear, batch by batch, until there is nothing left. Does nothing while `SEAL_LEARNER_DATA=later`. */
export function sealLearnerData(on: Guarded): Task {
  const name = 'seal-learner-data';
  return {
    name,
    every: 60_000,
    run: async () => {
      if (!on.privacy.sealing) return;
      let sealed: number;
      do sealed = await on.database.transaction((tx) => sealBatch(on, tx, `system:${name}`));
      while (sealed === batch);
    },
  };
}

async function sealBatch(on: Guarded, tx: Transaction, actor: string): Promise<number> {
  const found = await lockUnsealedLearners(tx, batch);
  const requestId = on.ids.next();
  for (const [issuerId, learners] of Map.groupBy(found, (each) => each.issuerId)) {
    const caller = { actor, requestId, issuerId };
    for (const { id } of learners) await sealEverythingOf(on, tx, caller, id);
    await record(tx, on, caller, {
      issuerId,
      kind: 'learners.sealed',
      subject: `issuer:${issuerId}`,
      after: learners.map(({ id }) => id),
      payload: { learners: learners.length },
    });
  }
  return found.length;
}
