import { type Assessment, addDuration, type Completion, type Earned, type Learner } from '../assessment/index.ts';
import { badgeUrl, type Issuing, issueCredential } from '../credentials/index.ts';
import type { Achievement } from '../curriculum/index.ts';
import type { Transaction } from '../platform/database.ts';
import type { IssuerCaller } from '../platform/deps.ts';
import { record } from '../platform/record.ts';
import { traced } from '../platform/tracing.ts';
import { type AwardRow, insertAward } from './store.ts';
import type { Confirmation } from './tables.ts';

/** The records that a badge shows, beside the decision itself. */
export interface Shown {
  readonly learner: Learner;
  readonly completion?: Completion | undefined;
  readonly assessment?: Assessment | undefined;
  readonly confirmation?: Confirmation | undefined;
}

/**
 * Awards one achievement and issues its credential, in the transaction of the records it rests on. The caller has made sure that
 * the award does not exist yet and holds the learner.
 */
export async function award(
  on: Issuing,
  tx: Transaction,
  caller: IssuerCaller,
  achievement: Achievement,
  earned: Earned,
  shown: Shown,
): Promise<AwardRow> {
  const now = on.clock.now();
  const row: AwardRow = {
    issuerId: caller.issuerId,
    id: on.ids.next(),
    learnerId: shown.learner.id,
    achievementId: achievement.id,
    achievementRef: achievement.ref,
    kind: achievement.kind,
    recordKey: earned.recordKey,
    basis: earned.basis,
    awardedOn: earned.awardedOn,
    validUntil: validUntilOf(achievement, earned.awardedOn),
    state: 'active',
    reason: null,
    changedAt: now,
    createdAt: now,
    issues: 1,
    withdrawnBecause: null,
  };
  await insertAward(tx, row);
  await traced('issue', () => issueCredential(on, tx, { award: row, achievement, ...shown }));
  await record(tx, on, caller, {
    issuerId: caller.issuerId,
    kind: 'award.issued',
    subject: `award:${row.id}`,
    after: row,
    payload: { id: row.id, achievement: achievement.ref, url: badgeUrl(on, row.id) },
  });
  return row;
}

/** The last day of a badge whose achievement is valid for a time; nothing for one that does not expire. */
export function validUntilOf(achievement: Achievement, awardedOn: string): string | null {
  const { validFor } = achievement.definition;
  return validFor === undefined ? null : addDuration(awardedOn, validFor);
}
