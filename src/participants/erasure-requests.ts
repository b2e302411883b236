import type { Transaction } from '../platform/database.ts';
import type { Deps, IssuerCaller } from '../platform/deps.ts';
import { problem } from '../platform/problem.ts';
import { record } from '../platform/record.ts';
import type { Text } from '../platform/text.ts';
import type { Guarded, LearnerSeal } from '../privacy/index.ts';
import { holdLearner, sealFor } from './person.ts';
import type { ErasureRequestAnswer } from './schema.ts';
import {
  type ErasureRequestRow,
  insertErasureRequest,
  selectErasureRequest,
  selectErasureRequests,
  selectNewestErasureRequest,
  selectOpenErasureRequest,
  settleErasureRequest,
} from './store.ts';

const boxOf = (id: string) => `erasure-request:${id}`;

/**
 * The learner asks to be erased; the provider decides. Asking twice is asking once.
 * @throws {Problem} `gone` for a learner who was erased
 */
export async function requestErasure(on: Guarded, caller: IssuerCaller, learnerId: string): Promise<void> {
  const { issuerId } = caller;
  await on.database.transaction(async (tx) => {
    await holdLearner(on, tx, caller, learnerId);
    if ((await selectOpenErasureRequest(tx, issuerId, learnerId)) !== undefined) return;
    const requestedAt = on.clock.now();
    const row: ErasureRequestRow = {
      issuerId,
      id: on.ids.next(),
      learnerId,
      state: 'open',
      requestedAt,
      answerBy: oneMonthAfter(requestedAt),
      settledAt: null,
      sealed: null,
    };
    await insertErasureRequest(tx, row);
    await tell(on, tx, caller, 'learner.erasure-requested', row);
  });
}

/** The learner no longer asks for it. Nothing happens when nothing is open. */
export async function takeBackErasure(on: Guarded, caller: IssuerCaller, learnerId: string): Promise<void> {
  await on.database.transaction(async (tx) => {
    await holdLearner(on, tx, caller, learnerId);
    const open = await selectOpenErasureRequest(tx, caller.issuerId, learnerId);
    if (open !== undefined) await settle(on, tx, caller, open, 'taken-back');
  });
}

/**
 * The provider says no, and why.
 * @throws {Problem} `not-found`; `gone` when the learner was erased meanwhile; `conflict` when it was settled before
 */
export async function declineErasure(
  on: Guarded,
  caller: IssuerCaller,
  id: string,
  reason: Text | string,
): Promise<ErasureRequestAnswer> {
  return on.database.transaction(async (tx) => {
    const known = await selectErasureRequest(tx, caller.issuerId, id);
    if (known === undefined) throw problem('not-found', 'There is no such request.');
    await holdLearner(on, tx, caller, known.learnerId);
    const open = await selectOpenErasureRequest(tx, caller.issuerId, known.learnerId);
    if (open?.id !== id) throw problem('conflict', 'This request was settled already.');
    const seal = await sealFor(on, tx, caller, known.learnerId);
    const declined = await settle(on, tx, caller, open, 'declined', seal.seal(boxOf(id), reason));
    return toAnswer(declined, reason);
  });
}

/** Settles the request of a learner who is being erased. */
export async function settleByErasure(on: Deps, tx: Transaction, caller: IssuerCaller, learnerId: string) {
  const open = await selectOpenErasureRequest(tx, caller.issuerId, learnerId);
  if (open !== undefined) await settle(on, tx, caller, open, 'done');
}

/** What learners of the caller's issuer asked for, the oldest first. */
export async function listErasureRequests(
  on: Guarded,
  { issuerId }: IssuerCaller,
  state: ErasureRequestRow['state'] | undefined,
  limit: number,
  after?: string,
): Promise<ErasureRequestAnswer[]> {
  const rows = await selectErasureRequests(on.database, issuerId, state, limit, after);
  const answers: ErasureRequestAnswer[] = [];
  for (const row of rows) answers.push(await opened(on, row));
  return answers;
}

/** What the learner asked for last; nothing when that was taken back, or when nothing was ever asked. */
export async function lastErasureRequest(
  on: Guarded,
  issuerId: string,
  learnerId: string,
): Promise<ErasureRequestAnswer | undefined> {
  const row = await selectNewestErasureRequest(on.database, issuerId, learnerId);
  return row === undefined || row.state === 'taken-back' ? undefined : opened(on, row);
}

/** The reason of a request whose learner was erased since can no longer be read. */
async function opened(on: Guarded, row: ErasureRequestRow): Promise<ErasureRequestAnswer> {
  const seal = row.sealed && (await on.privacy.sealOf(on.database, row.issuerId, row.learnerId));
  return toAnswer(row, reasonOf(row, seal ?? undefined));
}

function reasonOf(row: ErasureRequestRow, seal: LearnerSeal | undefined): Text | string | undefined {
  return row.sealed === null || seal === undefined ? undefined : seal.open<Text | string>(boxOf(row.id), row.sealed);
}

function toAnswer(row: ErasureRequestRow, reason: Text | string | undefined): ErasureRequestAnswer {
  const { id, learnerId, state, requestedAt, answerBy, settledAt } = row;
  return {
    id,
    learner: { id: learnerId },
    state,
    requestedAt: requestedAt.toISOString(),
    answerBy: answerBy.toISOString(),
    ...(settledAt && { settledAt: settledAt.toISOString() }),
    ...(reason !== undefined && { reason }),
  };
}

async function settle(
  on: Deps,
  tx: Transaction,
  caller: IssuerCaller,
  open: ErasureRequestRow,
  state: Exclude<ErasureRequestRow['state'], 'open'>,
  sealed: Buffer | null = null,
): Promise<ErasureRequestRow> {
  const settled = { ...open, state, settledAt: on.clock.now(), sealed };
  await settleErasureRequest(tx, caller.issuerId, open.id, settled);
  // That it was done is told by `learner.erased` itself.
  if (state !== 'done') await tell(on, tx, caller, `learner.erasure-${state}`, settled);
  return settled;
}

async function tell(on: Deps, tx: Transaction, caller: IssuerCaller, kind: string, row: ErasureRequestRow) {
  const { id, learnerId, state, requestedAt, answerBy } = row;
  await record(tx, on, caller, {
    issuerId: caller.issuerId,
    kind,
    subject: `learner:${learnerId}`,
    after: { id, learnerId, state },
    payload: { id, learner: learnerId, requestedAt: requestedAt.toISOString(), answerBy: answerBy.toISOString() },
  });
}

/** AVG/GDPR art. 12(3). The same day of the next month, or its last day (Regulation 1182/71 art. 3(2)(c)). */
function oneMonthAfter(moment: Date): Date {
  const next = new Date(moment);
  next.setUTCMonth(next.getUTCMonth() + 1);
  if (next.getUTCDate() !== moment.getUTCDate()) next.setUTCDate(0);
  return next;
}
