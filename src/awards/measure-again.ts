import { type Basis, type Learner, loadRecords, measure } from '../assessment/index.ts';
import { type DefinedYardstick, loadPublished } from '../curriculum/index.ts';
import type { Transaction } from '../platform/database.ts';
import type { Deps, IssuerCaller } from '../platform/deps.ts';
import { problem } from '../platform/problem.ts';
import { standingFrom } from './standing.ts';
import { selectAwardsOfLearner } from './store.ts';

/**
 * Lays the records along the yardstick once more, on the day of confirming: proofs may have become too old, or been withdrawn.
 * @returns what the badge rests on
 * @throws {Problem} `rule-violated`, one fault per thing that is missing; also for a day in the future or before the newest proof
 */
export async function measureAgain(
  on: Deps,
  tx: Transaction,
  caller: IssuerCaller,
  learner: Learner,
  yardstick: DefinedYardstick,
  confirmedOn: string,
): Promise<readonly Basis[]> {
  const today = on.clock.now().toISOString().slice(0, 10);
  const held = await selectAwardsOfLearner(tx, caller.issuerId, learner.id);
  const records = await loadRecords(tx, caller.issuerId, learner.id, standingFrom(held));
  const { missing, basis } = measure(yardstick, await loadPublished(tx, caller.issuerId), records, confirmedOn);
  const newest =
    basis
      .map((each) => each.on)
      .toSorted()
      .at(-1) ?? '';
  if (confirmedOn > today || confirmedOn < newest) {
    throw problem('rule-violated', 'That day cannot be the day of confirming.', [
      {
        pointer: '#/confirmedOn',
        code: 'impossible-day',
        detail: `A day from ${newest} (the newest proof) until today (${today}) was expected.`,
      },
    ]);
  }
  if (missing.length > 0) {
    const faults = missing.map(({ code, detail }) => ({ code, detail }));
    throw problem('rule-violated', `The yardstick is not met on ${confirmedOn}.`, faults);
  }
  return basis;
}
