import type { Decision, Learner } from '../assessment/index.ts';
import { lockLearner, markRedeemed } from '../assessment/index.ts';
import type { Issuing } from '../credentials/index.ts';
import { findAchievement } from '../curriculum/index.ts';
import type { Transaction } from '../platform/database.ts';
import type { IssuerCaller } from '../platform/deps.ts';
import { problem } from '../platform/problem.ts';
import { record } from '../platform/record.ts';
import { award } from './award.ts';
import { measureAgain } from './measure-again.ts';
import type { ConfirmProposal } from './schema.ts';
import {
  type AwardRow,
  insertProposal,
  lockProposal,
  type ProposalRow,
  selectOpenProposals,
  selectProposal,
  updateProposal,
} from './store.ts';

/**
 * Proposes a scheme badge whose yardstick is met, once: not when it is proposed or held already. A proposal whose yardstick is no
 * longer met (a correction) is withdrawn.
 */
export async function propose(
  on: Issuing,
  tx: Transaction,
  caller: IssuerCaller,
  learner: Learner,
  decision: Decision,
  held: readonly AwardRow[],
): Promise<ProposalRow | undefined> {
  const { achievement, proposed } = decision;
  if (achievement.kind !== 'scheme' && proposed === undefined) return undefined;
  const open = (await selectOpenProposals(tx, caller.issuerId, learner.id)).find(
    (each) => each.achievementRef === achievement.ref,
  );
  if (proposed === undefined) {
    if (open !== undefined) await withdraw(on, tx, caller, open);
    return undefined;
  }
  if (open !== undefined) return open;
  if (held.some((each) => each.achievementRef === achievement.ref && each.state !== 'revoked')) return undefined;
  const row: ProposalRow = {
    issuerId: caller.issuerId,
    id: on.ids.next(),
    learnerId: learner.id,
    achievementId: achievement.id,
    achievementRef: achievement.ref,
    basis: proposed.basis,
    metOn: proposed.awardedOn,
    state: 'proposed',
    confirmation: null,
    awardId: null,
    proposedAt: on.clock.now(),
    decidedAt: null,
  };
  await insertProposal(tx, row);
  await record(tx, on, caller, {
    issuerId: caller.issuerId,
    kind: 'proposal.made',
    subject: `proposal:${row.id}`,
    after: row,
    payload: { id: row.id, achievement: achievement.ref },
  });
  return row;
}

async function withdraw(on: Issuing, tx: Transaction, caller: IssuerCaller, open: ProposalRow): Promise<void> {
  await updateProposal(tx, open.id, { state: 'withdrawn', decidedAt: on.clock.now() });
  await record(tx, on, caller, {
    issuerId: caller.issuerId,
    kind: 'proposal.withdrawn',
    subject: `proposal:${open.id}`,
    before: open,
    payload: { id: open.id, achievement: open.achievementRef },
  });
}

/**
 * An assessor confirms what no record can show; the scheme badge is awarded. Confirming again gives the same award.
 * @throws {Problem} `not-found`; `conflict` when it was withdrawn; `rule-violated` when a requirement is not confirmed or the yardstick
 * is not met on that day
 */
export async function confirmProposal(
  on: Issuing,
  caller: IssuerCaller,
  id: string,
  input: ConfirmProposal,
): Promise<ProposalRow> {
  return on.database.transaction(async (tx) => {
    const learner = await learnerOfProposal(tx, caller, id);
    const proposal = await lockProposal(tx, caller.issuerId, id);
    if (proposal === undefined) throw problem('not-found', 'There is no such proposal.');
    if (proposal.state === 'confirmed') return proposal;
    if (proposal.state === 'withdrawn')
      throw problem('conflict', 'The proposal was withdrawn, because its yardstick is no longer met.');
    const achievement = await findAchievement(tx, proposal.achievementId);
    const yardstick = achievement?.definition.yardstick;
    if (achievement === undefined || yardstick === undefined) throw new Error(`proposal ${id} has no yardstick`);

    const confirmedOn = input.confirmedOn ?? on.clock.now().toISOString().slice(0, 10);
    const extra = confirmedRequirements(yardstick.requires.extra, input);
    const basis = await measureAgain(on, tx, caller, learner, yardstick, confirmedOn);
    const confirmation = { assessor: input.assessor, confirmedOn, extra };
    const earned = {
      recordKey: `yardstick:${basis
        .map((each) => each.id)
        .toSorted()
        .join(',')}`,
      awardedOn: confirmedOn,
      basis,
    };
    const made = await award(on, tx, caller, achievement, earned, { learner, confirmation });
    const proofs = basis.filter((each) => each.kind === 'partial-proof').map((each) => each.id);
    await markRedeemed(tx, caller.issuerId, proofs, yardstick.ref);

    const confirmed: ProposalRow = {
      ...proposal,
      state: 'confirmed',
      confirmation,
      awardId: made.id,
      decidedAt: on.clock.now(),
    };
    await updateProposal(tx, id, confirmed);
    await record(tx, on, caller, {
      issuerId: caller.issuerId,
      kind: 'proposal.confirmed',
      subject: `proposal:${id}`,
      before: proposal,
      after: confirmed,
      payload: { id, achievement: achievement.ref, award: made.id },
    });
    return confirmed;
  });
}

/** Holds the learner first, as every report does, so that confirming and reporting cannot wait for each other. */
async function learnerOfProposal(tx: Transaction, caller: IssuerCaller, id: string): Promise<Learner> {
  const proposal = await selectProposal(tx, caller.issuerId, id);
  const learner = proposal && (await lockLearner(tx, caller.issuerId, proposal.learnerId));
  if (learner === undefined) throw problem('not-found', 'There is no such proposal.');
  return learner;
}

function confirmedRequirements(
  required: readonly { nl?: string | undefined; en?: string | undefined }[],
  input: ConfirmProposal,
) {
  if (input.statements.length !== required.length) {
    throw problem('rule-violated', 'Every extra requirement of the yardstick needs a statement.', [
      {
        pointer: '#/statements',
        code: 'requirement-not-confirmed',
        detail: `${required.length} expected, one for each of: ${required.map((each) => each.en ?? each.nl).join('; ')}.`,
      },
    ]);
  }
  return required.map((requirement, index) => ({ requirement, statement: input.statements[index] ?? '' }));
}
