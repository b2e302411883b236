import { type Issuing, nextAwardSignedWith } from '../credentials/index.ts';
import type { Transaction } from '../platform/database.ts';
import type { IssuerCaller } from '../platform/deps.ts';
import { record } from '../platform/record.ts';
import { resignLists } from '../status/index.ts';
import { changeState } from './change-state.ts';
import { which } from './compromise.ts';
import { holdAwards } from './hold.ts';
import { lockRun, type PlaybookRun, selectOpenRuns, updateRun } from './playbook-store.ts';
import { reissueAward } from './reissue.ts';

/** What the page of a badge says that was revoked by the playbook. */
const withdrawnReason = {
  nl: 'De sleutel waarmee deze badge is getekend, kan toen door een ander zijn gebruikt. Vraag de uitgever om een nieuwe badge.',
  en: 'The key that signed this badge may have been used by somebody else at that time. Ask the issuer for a new badge.',
};

/**
 * Works off every open run; the work of a task. Each award is a transaction of its own that also moves the run on, so that a crash
 * loses nothing and repeats nothing. (Not several at once: a transaction that held the status list and then waited for a learner could wait
 * for a report that holds the learner and waits for the list.) A run that fails does not hold up the others.
 * @throws what the first failing run threw; it is tried again at the next turn
 */
export async function runPlaybooks(on: Issuing): Promise<void> {
  const failures: unknown[] = [];
  for (const { id } of await selectOpenRuns(on.database)) {
    try {
      while (await on.database.transaction((tx) => step(on, tx, id)));
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}

/** @returns whether there is more to do */
async function step(on: Issuing, tx: Transaction, runId: string): Promise<boolean> {
  const run = await lockRun(tx, runId);
  // Finished, or another replica is at it.
  if (run === undefined) return false;
  const caller = { actor: 'system:compromise-playbook', requestId: on.ids.next(), issuerId: run.issuerId };
  // First of all: no list may be out that the compromised key has signed.
  if (run.kind === 'revoke' && run.listsResignedAt === null) {
    await resignLists(tx, run.issuerId);
    await updateRun(tx, run.id, { listsResignedAt: on.clock.now() });
    return true;
  }
  const awardId = await nextAwardSignedWith(tx, which(run), run.cursor);
  if (awardId === undefined) {
    await finish(on, tx, caller, run);
    return false;
  }
  const done = await treat(on, tx, caller, run, awardId);
  await updateRun(tx, run.id, { cursor: awardId, done: run.done + (done ? 1 : 0) });
  return true;
}

/** @returns whether the award had to be treated: one that is revoked already, or suspended, is left as it is */
async function treat(
  on: Issuing,
  tx: Transaction,
  caller: IssuerCaller,
  run: PlaybookRun,
  awardId: string,
): Promise<boolean> {
  const award = (await holdAwards(tx, caller, [awardId])).get(awardId);
  if (award === undefined || award.state === 'revoked') return false;
  if (run.kind === 'revoke') {
    await changeState(on, tx, caller, award, 'revoked', withdrawnReason, 'key-compromise');
    return true;
  }
  // A suspended award gets a fresh credential when it is reinstated.
  if (award.state !== 'active') return false;
  await reissueAward(on, tx, caller, award, 'award.reissued');
  return true;
}

async function finish(on: Issuing, tx: Transaction, caller: IssuerCaller, run: PlaybookRun): Promise<void> {
  await updateRun(tx, run.id, { finishedAt: on.clock.now() });
  await record(tx, on, caller, {
    issuerId: run.issuerId,
    kind: run.kind === 'revoke' ? 'key.revocation-finished' : 'key.reissue-finished',
    subject: `signing-key:${run.signingKeyId}`,
    payload: { id: run.signingKeyId, awards: run.done },
  });
}
