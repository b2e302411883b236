import { type Basis, type Learner, loadRecords, measure } from '../assessment/index.ts';
import { type DefinedYardstick, loadPublished } from '../curriculum/index.ts';
import type { Transaction } from '../platform/database.ts';
import type { IssuerCaller } from '../platform/deps.ts';
import { problem } from '../platform/problem.ts';
import type { Guarded } from '../privacy/index.ts';
import { olderAchievements } from './older-achievements.ts';
import { standingFrom } from './standing.ts';
import { selectAwardsOfLearner } from './store.ts';

/**
 * Lays the records along the yardstick once more, on the day of confirming: proofs may have become too old, or been withdrawn.
 * @returns what the badge rests on
 * @throws {Problem} `rule-violated`, one fault per thing that is missing on that day; also for a day in the future
 */
export async function measureAgain(
  on: Guarded,
  tx: Transaction,
  caller: IssuerCaller,
  learner: Learner,
  yardstick: DefinedYardstick,
  confirmedOn: string,
): Promise<readonly Basis[]> {
  const today = on.clock.now().toISOString().slice(0, 10);
  if (confirmedOn > today) {
    const detail = `A day until today (${today}) was expected.`;
    throw problem('rule-violated', 'That day cannot be the day of confirming.', [
      { pointer: '#/confirmedOn', code: 'in-the-future', detail },
    ]);
  }
  const held = await selectAwardsOfLearner(tx, caller.issuerId, learner.id);
  const records = await loadRecords(on, tx, caller.issuerId, learner.id, standingFrom(held));
  const curriculum = await loadPublished(tx, caller.issuerId);
  const older = await olderAchievements(tx, curriculum, records);
  const { missing, basis } = measure(yardstick, curriculum, records, confirmedOn, older);
  if (missing.length > 0) {
    const faults = missing.map(({ code, detail }) => ({ pointer: '#/confirmedOn', code, detail }));
    throw problem('rule-violated', `The yardstick is not met on ${confirmedOn}.`, faults);
  }
  return basis;
}
