import { findLearners } from '../../assessment/index.ts';
import { findAwards } from '../../awards/index.ts';
import type { Issuing } from '../../credentials/index.ts';
import type { Transaction } from '../../platform/database.ts';
import type { Addressed, Message } from '../channel.ts';
import { type Happening, happenings } from './letter.ts';
import { mailSettingsOf } from './settings.ts';

/** What a message tells the holder of a badge; nothing when it is none of a mail's business. */
export function happeningOf({ kind }: Message): Happening | undefined {
  return happenings.find((happening) => kind === `award.${happening}`);
}

/** The id of the award that a message is about: its subject is `award:<id>`. */
export function awardOf({ subject }: Message): string {
  return subject.slice('award:'.length);
}

/**
 * The learners who are told by mail of what one transaction wrote: one mail each, however many badges it is about. Whoever was erased gets none, and
 * nobody does while the issuer does not want mails.
 */
export async function addressLearners(
  on: Issuing,
  tx: Transaction,
  messages: readonly Message[],
): Promise<readonly Addressed[]> {
  const telling = messages.filter((message) => happeningOf(message) !== undefined);
  const [first] = telling;
  if (first === undefined) return [];
  const { issuerId } = first;
  if (!(await mailSettingsOf(tx, issuerId)).enabled) return [];
  const awards = await findAwards(tx, issuerId, telling.map(awardOf));
  const learnerOf = new Map(awards.map(({ id, learnerId }) => [id, learnerId]));
  const byLearner = Map.groupBy(telling, (message) => learnerOf.get(awardOf(message)));
  const ids = [...byLearner.keys()].filter((id) => id !== undefined);
  if (ids.length === 0) return [];
  const learners = await findLearners(on, tx, issuerId, ids);
  return learners.flatMap(({ id, erasedAt }) => {
    const [earliest, ...rest] = byLearner.get(id) ?? [];
    return erasedAt !== null || earliest === undefined
      ? []
      : [{ receiver: id, messages: [earliest, ...rest] as const }];
  });
}
