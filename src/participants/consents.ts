import type { Connection, Transaction } from '../platform/database.ts';
import type { IssuerCaller } from '../platform/deps.ts';
import { problem } from '../platform/problem.ts';
import { record } from '../platform/record.ts';
import type { Guarded, LearnerSeal } from '../privacy/index.ts';
import { holdLearner, learnerOf, sealFor } from './person.ts';
import type { ConsentAnswer, RecordConsent } from './schema.ts';
import { insertConsent, type StoredConsent, selectConsent, selectConsents, updateConsents } from './store.ts';

/** What a consent is about: what lies under the key of the learner. */
export interface ConsentContent {
  readonly purpose: string;
  readonly receiver: string;
  readonly scope?: Readonly<Record<string, string | readonly string[]>> | undefined;
}

/** The purpose by which a learner puts the own name on a badge page. */
export const showName = 'show-name-on-badge-page';

const boxOf = (id: string) => `consent:${id}`;

/**
 * Records a consent of a learner whom the transaction holds.
 * @param moments when it was asked for or given; one of them at least
 */
export async function keepConsent(
  on: Guarded,
  tx: Transaction,
  caller: IssuerCaller,
  learnerId: string,
  content: ConsentContent,
  moments: { readonly askedAt?: Date; readonly givenAt?: Date },
): Promise<StoredConsent> {
  const { issuerId } = caller;
  const id = on.ids.next();
  const seal = await sealFor(on, tx, caller, learnerId);
  const row: StoredConsent = {
    issuerId,
    id,
    learnerId,
    sealed: seal.seal(boxOf(id), content),
    askedAt: moments.askedAt ?? null,
    givenAt: moments.givenAt ?? null,
    givenBy: moments.givenAt === undefined ? null : caller.actor,
    withdrawnAt: null,
  };
  await insertConsent(tx, row);
  await tell(on, tx, caller, row.givenAt === null ? 'consent.asked' : 'consent.given', row);
  return row;
}

/**
 * Records a consent that the learner gave elsewhere, or asks for one.
 * @throws {Problem} `not-found`, `gone`; `rule-violated` for a moment that has not come yet
 */
export async function recordConsent(
  on: Guarded,
  caller: IssuerCaller,
  learnerId: string,
  { given, givenAt, ...content }: RecordConsent,
): Promise<ConsentAnswer> {
  const now = on.clock.now();
  const moment = givenAt === undefined ? now : new Date(givenAt);
  if (moment > now) {
    throw problem('rule-violated', 'Nobody can have agreed in the future.', [
      { pointer: '#/givenAt', code: 'in-the-future', detail: `a moment until now (${now.toISOString()}) was expected` },
    ]);
  }
  return on.database.transaction(async (tx) => {
    await holdLearner(on, tx, caller, learnerId);
    const row = await keepConsent(on, tx, caller, learnerId, content, given ? { givenAt: moment } : { askedAt: now });
    return toAnswer(row, content);
  });
}

/**
 * The learner agrees to what was asked. Agreeing twice changes nothing.
 * @throws {Problem} `not-found`; `conflict` when it was withdrawn: then it has to be asked again
 */
export async function giveConsent(on: Guarded, caller: IssuerCaller, learnerId: string, id: string): Promise<void> {
  await on.database.transaction(async (tx) => {
    const row = await consentOf(on, tx, caller, learnerId, id);
    if (row.withdrawnAt !== null)
      throw problem('conflict', 'This was answered with no; the provider has to ask again.');
    if (row.givenAt !== null) return;
    const given = { givenAt: on.clock.now(), givenBy: caller.actor };
    await updateConsents(tx, caller.issuerId, [id], given);
    await tell(on, tx, caller, 'consent.given', { ...row, ...given });
  });
}

/** Withdraws a consent of a learner whom the transaction holds; what was only asked for is refused by it. */
export async function endConsent(
  on: Guarded,
  tx: Transaction,
  caller: IssuerCaller,
  row: StoredConsent,
): Promise<StoredConsent> {
  if (row.withdrawnAt !== null) return row;
  const ended = { ...row, withdrawnAt: on.clock.now() };
  await updateConsents(tx, caller.issuerId, [row.id], { withdrawnAt: ended.withdrawnAt });
  await tell(on, tx, caller, 'consent.withdrawn', ended);
  return ended;
}

/**
 * A consent of this learner, who is held until the transaction ends.
 * @throws {Problem} `not-found`, also for a consent of somebody else
 */
export async function consentOf(
  on: Guarded,
  tx: Transaction,
  caller: IssuerCaller,
  learnerId: string,
  id: string,
): Promise<StoredConsent> {
  await holdLearner(on, tx, caller, learnerId);
  const row = await selectConsent(tx, caller.issuerId, learnerId, id);
  if (row === undefined) throw problem('not-found', 'This learner has no such consent.');
  return row;
}

/** Every consent of a learner, the oldest first. @throws {Problem} `not-found`, `gone` */
export async function listConsents(
  on: Guarded,
  caller: IssuerCaller,
  learnerId: string,
  limit?: number,
  after?: string,
): Promise<ConsentAnswer[]> {
  await learnerOf(on, caller, learnerId);
  const rows = await selectConsents(on.database, caller.issuerId, learnerId, limit, after);
  return openedConsents(on, on.database, caller.issuerId, learnerId, rows);
}

/** Consents with what they are about. */
export async function openedConsents(
  on: Guarded,
  connection: Connection,
  issuerId: string,
  learnerId: string,
  rows: readonly StoredConsent[],
): Promise<ConsentAnswer[]> {
  if (rows.length === 0) return [];
  const seal = await on.privacy.sealOf(connection, issuerId, learnerId);
  if (seal === undefined) throw new Error(`consents of learner ${learnerId} are sealed and the key is not there`);
  return rows.map((row) => toAnswer(row, contentOf(row, seal)));
}

function contentOf(row: StoredConsent, seal: LearnerSeal): ConsentContent {
  return seal.open<ConsentContent>(boxOf(row.id), row.sealed);
}

/** In words of its own for each life: asked → given → withdrawn, or asked → refused. */
function stateOf({ givenAt, withdrawnAt }: StoredConsent): ConsentAnswer['state'] {
  if (givenAt !== null) return withdrawnAt === null ? 'given' : 'withdrawn';
  return withdrawnAt === null ? 'asked' : 'refused';
}

function toAnswer(row: StoredConsent, { purpose, receiver, scope }: ConsentContent): ConsentAnswer {
  const written = (moment: Date | null) => moment?.toISOString();
  const [askedAt, givenAt, withdrawnAt] = [row.askedAt, row.givenAt, row.withdrawnAt].map(written);
  return {
    id: row.id,
    purpose,
    receiver,
    ...(scope && { scope: Object.fromEntries(Object.entries(scope).map(([name, value]) => [name, copied(value)])) }),
    state: stateOf(row),
    ...(askedAt !== undefined && { askedAt }),
    ...(givenAt !== undefined && { givenAt }),
    ...(row.givenBy !== null && { givenBy: row.givenBy }),
    ...(withdrawnAt !== undefined && { withdrawnAt }),
  };
}

const copied = (value: string | readonly string[]) => (typeof value === 'string' ? value : [...value]);

/** By id and moment only: what it is about is nobody's business but the learner's and the provider's. */
async function tell(on: Guarded, tx: Transaction, caller: IssuerCaller, kind: string, row: StoredConsent) {
  const { id, learnerId, askedAt, givenAt, withdrawnAt } = row;
  await record(tx, on, caller, {
    issuerId: caller.issuerId,
    kind,
    subject: `consent:${id}`,
    after: { id, learnerId, askedAt, givenAt, withdrawnAt },
    payload: { id, learner: learnerId },
  });
}
