import { listInactiveLearners, lockLearner } from '../assessment/index.ts';
import { listAwardsOfLearner } from '../awards/index.ts';
import type { Transaction } from '../platform/database.ts';
import type { IssuerCaller } from '../platform/deps.ts';
import type { Task } from '../platform/tasks.ts';
import { listRetentionPolicies } from '../privacy/index.ts';
import { eraseHeld } from './erase.ts';
import type { Learning } from './holdings.ts';

const aDay = 86_400_000;
const batch = 100;

/**
 * Erases, for every issuer that set a term, the learners about whom nothing happened for that long: nothing recorded, no badge awarded, corrected or
 * withdrawn. An issuer without a term erases nobody by time.
 */
export function applyRetention(on: Learning): Task {
  const name = 'apply-retention';
  return {
    name,
    every: aDay,
    run: async () => {
      for (const { issuerId, retentionYears } of await listRetentionPolicies(on.database)) {
        if (retentionYears === null) continue;
        const caller = { actor: `system:${name}`, requestId: on.ids.next(), issuerId };
        await eraseInactive(on, caller, yearsBefore(on.clock.now(), retentionYears));
      }
    },
  };
}

async function eraseInactive(on: Learning, caller: IssuerCaller, since: Date): Promise<void> {
  let after: string | undefined;
  do {
    const found = await listInactiveLearners(on.database, caller.issuerId, since, { limit: batch, after });
    for (const id of found) await on.database.transaction((tx) => eraseIfInactive(on, tx, caller, id, since));
    after = found.length === batch ? found.at(-1) : undefined;
  } while (after !== undefined);
}

/** Looks once more while the learner is held: a report may have come in. */
async function eraseIfInactive(
  on: Learning,
  tx: Transaction,
  caller: IssuerCaller,
  id: string,
  since: Date,
): Promise<void> {
  const learner = await lockLearner(on, tx, caller.issuerId, id);
  const inactive = await listInactiveLearners(tx, caller.issuerId, since, { only: id });
  const awards = await listAwardsOfLearner(tx, caller.issuerId, id);
  if (learner === undefined || inactive.length === 0 || awards.some(({ changedAt }) => changedAt >= since)) return;
  await eraseHeld(on, tx, caller, learner, {});
}

/** From 29 February it is 1 March of the year before: whoever was active on a day that is no longer there is out of the term either way. */
function yearsBefore(moment: Date, years: number): Date {
  const before = new Date(moment);
  before.setUTCFullYear(before.getUTCFullYear() - years);
  return before;
}
