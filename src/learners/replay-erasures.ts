import { lockLearner } from '../assessment/index.ts';
import type { Caller } from '../platform/deps.ts';
import type { ErasedLearner } from '../privacy/index.ts';
import { eraseHeld } from './erase.ts';
import type { Learning } from './holdings.ts';

/** One line of the list of erasures, as `listErasures` gave it. */
export type ErasureToReplay = Pick<ErasedLearner, 'issuerId' | 'learnerId' | 'badges'>;

/** What a replay did. */
export interface Replayed {
  readonly erased: number;
  /** Erased in the backup already. */
  readonly already: number;
  /** Not in the backup: it is older than the learner. */
  readonly absent: number;
}

/**
 * Erases again who was erased after a backup was made; to be done after that backup was put back and before anybody is served (docs/privacy.md). Each
 * learner is a transaction of its own, so that a replay that breaks off is simply done again.
 */
export async function replayErasures(
  on: Learning,
  caller: Caller,
  erasures: Iterable<ErasureToReplay> | AsyncIterable<ErasureToReplay>,
): Promise<Replayed> {
  const done = { erased: 0, already: 0, absent: 0 };
  for await (const { issuerId, learnerId, badges } of erasures) {
    const outcome = await on.database.transaction(async (tx) => {
      const learner = await lockLearner(on, tx, issuerId, learnerId);
      if (learner === undefined) return 'absent';
      if (learner.erasedAt !== null) return 'already';
      await eraseHeld(on, tx, { ...caller, issuerId }, learner, { badges });
      return 'erased';
    });
    done[outcome] += 1;
  }
  return done;
}
