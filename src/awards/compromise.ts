import { countSignedWith, type Issuing } from '../credentials/index.ts';
import { findIssuer, findKey, keyAnswer, markCompromised } from '../issuers/index.ts';
import type { Deps, IssuerCaller } from '../platform/deps.ts';
import { problem } from '../platform/problem.ts';
import { record } from '../platform/record.ts';
import type { Compromise, KeyAnswer } from './compromise-schema.ts';
import { insertRun, type PlaybookRun, selectRunsOfKey } from './playbook-store.ts';

/**
 * The playbook for a key in the wrong hands (threats.md §6), one transaction: the key is marked, a fresh one takes its place when it was the
 * active one, and the revocation of everything it signed since that moment is put to work (`runPlaybooks`). Doing it again changes
 * nothing; with an earlier moment, what was signed between the two is revoked as well.
 * @throws {Problem} as `markCompromised`
 */
export async function compromiseKey(
  on: Issuing,
  caller: IssuerCaller,
  keyId: string,
  { since, reason }: Compromise,
): Promise<void> {
  await on.database.transaction(async (tx) => {
    const marked = await markCompromised(on, tx, on.keyring, caller, keyId, { since: new Date(since), reason });
    if (!marked.changed) return;
    await insertRun(tx, newRun(on, caller, keyId, 'revoke', marked.key.compromisedSince, marked.knownSince));
  });
}

/**
 * Puts to work that everything which a compromised key signed before that moment is signed anew with the key of today. A run that is
 * under way is the answer to a second request.
 * @throws {Problem} `not-found`; `conflict` for a key that is not compromised
 */
export async function startReissue(on: Issuing, caller: IssuerCaller, keyId: string): Promise<void> {
  await on.database.transaction(async (tx) => {
    const key = await findKey(tx, keyId);
    if (key === undefined || key.issuerId !== caller.issuerId) {
      throw problem('not-found', 'This issuer has no such signing key.');
    }
    if (key.compromisedSince === null) {
      throw problem('conflict', 'Only what a compromised key signed has to be issued again; other badges stay valid.');
    }
    const run = newRun(on, caller, keyId, 'reissue', null, key.compromisedSince);
    if (!(await insertRun(tx, run))) return;
    await record(tx, on, caller, {
      issuerId: caller.issuerId,
      kind: 'key.reissue-started',
      subject: `signing-key:${keyId}`,
      payload: { id: keyId },
    });
  });
}

/**
 * A key, and how far the work on what it signed has come.
 * @throws {Problem} `not-found`
 */
export async function describeKey(on: Deps, issuerId: string, keyId: string): Promise<KeyAnswer> {
  const key = await findKey(on.database, keyId);
  const issuer = await findIssuer(on.database, issuerId);
  if (key === undefined || issuer === undefined || key.issuerId !== issuerId) {
    throw problem('not-found', 'This issuer has no such signing key.');
  }
  const runs = await selectRunsOfKey(on.database, issuerId, keyId);
  return {
    ...keyAnswer(issuer, key),
    playbook: await Promise.all(
      runs.map(async (run) => ({
        kind: run.kind,
        done: run.done,
        left: run.finishedAt === null ? await countSignedWith(on.database, which(run), run.cursor) : 0,
        startedAt: run.startedAt.toISOString(),
        ...(run.finishedAt && { finishedAt: run.finishedAt.toISOString() }),
      })),
    ),
  };
}

/** Of how many awards a compromised key signed the newest badge before that moment: what `startReissue` would look at. */
export async function countReissuable(on: Deps, { issuerId }: IssuerCaller, keyId: string): Promise<number> {
  const key = await findKey(on.database, keyId);
  if (key === undefined || key.issuerId !== issuerId || key.compromisedSince === null) return 0;
  const before = { issuerId, signingKeyId: keyId, signedFrom: null, signedBefore: key.compromisedSince };
  return countSignedWith(on.database, { ...before, newestOnly: true }, null);
}

/** Which credentials a run is about. */
export function which({ issuerId, signingKeyId, kind, signedFrom, signedBefore }: PlaybookRun) {
  // Only what is still out has to be signed anew; but a badge whose doubtful issue was replaced since rests on a doubtful award.
  return { issuerId, signingKeyId, signedFrom, signedBefore, newestOnly: kind === 'reissue' };
}

function newRun(
  on: Deps,
  { issuerId }: IssuerCaller,
  signingKeyId: string,
  kind: PlaybookRun['kind'],
  signedFrom: Date | null,
  signedBefore: Date | null,
): PlaybookRun {
  return {
    issuerId,
    id: on.ids.next(),
    signingKeyId,
    kind,
    signedFrom,
    signedBefore,
    listsResignedAt: null,
    cursor: null,
    done: 0,
    startedAt: on.clock.now(),
    finishedAt: null,
  };
}
