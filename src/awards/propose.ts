import { type Basis, type Decision, keyOfBasis, type Learner, lockLearner, markRedeemed } from '../assessment/index.ts';
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
  boxOf,
  insertProposal,
  lockProposal,
  type ProposalRow,
  selectAwardsOfLearner,
  selectProposal,
  updateProposal,
} from './store.ts';
import type { Confirmation } from './tables.ts';

/**
 * Proposes a badge whose yardstick is met but that a person has to confirm, once: not when it is proposed or held already, and not for the
 * very records of one that was revoked. A proposal whose yardstick is no longer met (a correction) is withdrawn.
 * @param openProposals those of the learner
 */
export async function propose(
  on: Issuing,
  tx: Transaction,
  caller: IssuerCaller,
  learner: Learner,
  { achievement, proposed }: Decision,
  held: readonly AwardRow[],
  openProposals: readonly ProposalRow[],
): Promise<ProposalRow | undefined> {
  const open = openProposals.find((each) => each.achievementRef === achievement.ref);
  if (proposed === undefined) {
    if (open !== undefined) await withdrawProposal(on, tx, caller, open);
    return undefined;
  }
  const { basis, awardedOn: metOn } = proposed;
  if (open !== undefined) {
    const now = { basis, metOn, achievementId: achievement.id };
    const unchanged = keyOfBasis(open.basis) === keyOfBasis(basis) && open.achievementId === achievement.id;
    if (!unchanged) await updateProposal(tx, open.id, now);
    return { ...open, ...now };
  }
  const hindered = held.some(
    (each) =>
      each.achievementRef === achievement.ref && (each.state !== 'revoked' || each.recordKey === proposed.recordKey),
  );
  if (hindered) return undefined;
  const row: ProposalRow = {
    issuerId: caller.issuerId,
    id: on.ids.next(),
    learnerId: learner.id,
    achievementId: achievement.id,
    achievementRef: achievement.ref,
    basis,
    metOn,
    state: 'proposed',
    confirmation: null,
    sealed: null,
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

/** Takes an open proposal back. */
export async function withdrawProposal(
  on: Issuing,
  tx: Transaction,
  caller: IssuerCaller,
  open: ProposalRow,
): Promise<void> {
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
    const learner = await learnerOfProposal(on, tx, caller, id);
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
    const recordKey = await freeKey(tx, caller, proposal, basis);
    const confirmation = { assessor: input.assessor, confirmedOn, extra };
    const earned = { recordKey, awardedOn: confirmedOn, basis };
    const made = await award(on, tx, caller, achievement, earned, { learner, confirmation });
    const proofs = basis.filter((each) => each.kind === 'partial-proof').map((each) => each.id);
    await markRedeemed(tx, caller.issuerId, proofs, yardstick.ref);

    const confirmed: ProposalRow = {
      ...proposal,
      state: 'confirmed',
      ...(await storedConfirmation(on, tx, proposal, confirmation)),
      awardId: made.id,
      decidedAt: on.clock.now(),
    };
    await updateProposal(tx, id, confirmed);
    await record(tx, on, caller, {
      issuerId: caller.issuerId,
      kind: 'proposal.confirmed',
      subject: `proposal:${id}`,
      before: proposal,
      // What was confirmed in words is left out: a digest of it could be guessed at.
      after: { ...confirmed, confirmation: null, sealed: confirmed.sealed?.toString('base64') ?? null },
      payload: { id, achievement: achievement.ref, award: made.id },
    });
    return confirmed;
  });
}

/** What the assessor wrote is about the learner, so it lies under the learner's key. */
async function storedConfirmation(
  on: Issuing,
  tx: Transaction,
  { issuerId, learnerId, id }: ProposalRow,
  confirmation: Confirmation,
): Promise<Pick<ProposalRow, 'confirmation' | 'sealed'>> {
  const seal = await on.privacy.sealOf(tx, issuerId, learnerId);
  if (seal === undefined) return { confirmation, sealed: null };
  return { confirmation: null, sealed: seal.seal(boxOf(id), confirmation) };
}

/** Holds the learner first, as every report does, so that confirming and reporting cannot wait for each other. */
async function learnerOfProposal(on: Issuing, tx: Transaction, caller: IssuerCaller, id: string): Promise<Learner> {
  const proposal = await selectProposal(tx, caller.issuerId, id);
  const learner = proposal && (await lockLearner(on, tx, caller.issuerId, proposal.learnerId));
  if (learner === undefined) throw problem('not-found', 'There is no such proposal.');
  return learner;
}

/** @throws {Problem} `conflict` when the badge was awarded for these very records before, which can only be one that was revoked */
async function freeKey(
  tx: Transaction,
  { issuerId }: IssuerCaller,
  { learnerId, achievementRef }: ProposalRow,
  basis: readonly Basis[],
): Promise<string> {
  const recordKey = keyOfBasis(basis);
  const held = await selectAwardsOfLearner(tx, issuerId, learnerId);
  if (held.some((each) => each.achievementRef === achievementRef && each.recordKey === recordKey))
    throw problem('conflict', 'The award for these records was revoked, and that is final.');
  return recordKey;
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
