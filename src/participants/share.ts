import { keepSharing, keepSharingDefault, listAwardsOfLearner, type Shared, sharingOf } from '../awards/index.ts';
import type { Transaction } from '../platform/database.ts';
import type { IssuerCaller } from '../platform/deps.ts';
import { problem } from '../platform/problem.ts';
import { record } from '../platform/record.ts';
import type { Guarded } from '../privacy/index.ts';
import { consentOf, endConsent, keepConsent, showName } from './consents.ts';
import { holdLearner } from './person.ts';
import { selectConsent } from './store.ts';

/** What a learner wants of the page of a badge; what is absent stays as it is. */
export interface SharingWish {
  readonly page?: boolean | undefined;
  readonly name?: boolean | undefined;
}

/**
 * Shares the page of a badge or stops sharing it, puts the learner's name on it or takes it off. The name rests on a consent, which is recorded and
 * withdrawn with it.
 * @param which the id of an award, or all: then the page is decided for badges to come too, and the name for those of today only (a consent is specific, AVG/GDPR
 * art. 4(11))
 * @throws {Problem} `not-found` for an award of somebody else; `conflict` when the name is to be shown and none is known
 */
export async function share(
  on: Guarded,
  caller: IssuerCaller,
  learnerId: string,
  which: string,
  wish: SharingWish,
): Promise<void> {
  const { issuerId } = caller;
  await on.database.transaction(async (tx) => {
    const learner = await holdLearner(on, tx, caller, learnerId);
    if (wish.name === true && learner.name === null)
      throw problem('conflict', 'No name is known here, so none can be shown.');
    const held = await listAwardsOfLearner(tx, issuerId, learnerId);
    const chosen = which === 'all' ? held : held.filter(({ id }) => id === which);
    if (which !== 'all' && chosen.length === 0) throw problem('not-found', 'You have no such badge.');
    const sharing = await sharingOf(tx, issuerId, chosen);
    for (const { id } of chosen) {
      const before = sharing.get(id);
      if (before !== undefined) await change(on, tx, caller, learnerId, id, before, wish);
    }
    if (which === 'all' && wish.page !== undefined) await shareByDefault(on, tx, caller, learnerId, wish.page);
  });
}

async function change(
  on: Guarded,
  tx: Transaction,
  caller: IssuerCaller,
  learnerId: string,
  awardId: string,
  before: Shared,
  wish: SharingWish,
): Promise<void> {
  const { issuerId } = caller;
  const name = wish.name ?? before.name;
  const decided = wish.page ?? before.decidedPage;
  if (name === before.name && decided === before.decidedPage) return;
  const nameConsentId = name === before.name ? before.nameConsentId : await nameConsent();
  const after = { page: wish.page ?? before.page, name };
  await keepSharing(tx, {
    issuerId,
    awardId,
    learnerId,
    pageShared: decided ?? null,
    nameShared: name,
    nameConsentId: nameConsentId ?? null,
    changedAt: on.clock.now(),
  });
  await record(tx, on, caller, {
    issuerId,
    kind: 'sharing.changed',
    subject: `award:${awardId}`,
    before: { page: before.page, name: before.name },
    after,
    payload: { award: awardId, learner: learnerId, shared: after },
  });

  async function nameConsent(): Promise<string | undefined> {
    if (name) {
      const content = { purpose: showName, receiver: 'public', scope: { award: awardId } };
      return (await keepConsent(on, tx, caller, learnerId, content, { givenAt: on.clock.now() })).id;
    }
    const { nameConsentId: id } = before;
    const given = id === undefined ? undefined : await selectConsent(tx, issuerId, learnerId, id);
    if (given !== undefined) await endConsent(on, tx, caller, given);
    return undefined;
  }
}

async function shareByDefault(
  on: Guarded,
  tx: Transaction,
  caller: IssuerCaller,
  learnerId: string,
  pageShared: boolean,
): Promise<void> {
  const { issuerId } = caller;
  await keepSharingDefault(tx, { issuerId, learnerId, pageShared, changedAt: on.clock.now() });
  await record(tx, on, caller, {
    issuerId,
    kind: 'sharing.changed',
    subject: `learner:${learnerId}`,
    after: { page: pageShared },
    payload: { learner: learnerId, shared: { page: pageShared } },
  });
}

/**
 * Withdraws a consent, or says no to what was asked. One on which a shown name rests takes that name off the page. Doing it again changes nothing.
 * @throws {Problem} `not-found`
 */
export async function withdrawConsent(on: Guarded, caller: IssuerCaller, learnerId: string, id: string): Promise<void> {
  const { issuerId } = caller;
  await on.database.transaction(async (tx) => {
    const row = await consentOf(on, tx, caller, learnerId, id);
    const awards = await listAwardsOfLearner(tx, issuerId, learnerId);
    for (const [awardId, shared] of await sharingOf(tx, issuerId, awards)) {
      if (shared.nameConsentId === id) await change(on, tx, caller, learnerId, awardId, shared, { name: false });
    }
    const now = await consentOf(on, tx, caller, learnerId, row.id);
    await endConsent(on, tx, caller, now);
  });
}
