import { createHash, randomBytes } from 'node:crypto';
import type { Transaction } from '../platform/database.ts';
import type { Deps, IssuerCaller } from '../platform/deps.ts';
import { problem } from '../platform/problem.ts';
import { record } from '../platform/record.ts';
import type { Guarded } from '../privacy/index.ts';
import { holdLearner, learnerOf } from './person.ts';
import { type CreatedLink, type CreateLink, linkDays } from './schema.ts';
import { insertLink, type LearnerLinkRow, noteLinkUse, revokeLinks, selectLinkByHash, selectLinks } from './store.ts';

const day = 86_400_000;
const minute = 60_000;

/** 256 bits in base64url: nobody guesses one, so nothing else has to protect the page (RFC 6749 §10.10 asks for 2^-160). */
const tokenPattern = /^[A-Za-z0-9_-]{43}$/;

/** A link that works: who may do what, without an account. */
export interface LearnerLink {
  readonly id: string;
  readonly issuerId: string;
  readonly learnerId: string;
  readonly expiresAt: Date;
}

/**
 * Makes a link for a learner, for whoever hands it over: an answer of the API, a mail.
 * @param days how long it works
 * @returns the address, which is not kept anywhere
 * @throws {Problem} `not-found`; `gone` for a learner who was erased
 */
export async function issueLearnerLink(
  on: Guarded,
  tx: Transaction,
  caller: IssuerCaller,
  learnerId: string,
  days: number = linkDays.usual,
): Promise<CreatedLink> {
  await holdLearner(on, tx, caller, learnerId);
  const { issuerId } = caller;
  const token = randomBytes(32).toString('base64url');
  const now = on.clock.now();
  const row: LearnerLinkRow = {
    issuerId,
    id: on.ids.next(),
    learnerId,
    tokenHash: hashOf(token),
    createdAt: now,
    expiresAt: new Date(now.getTime() + days * day),
    revokedAt: null,
    lastUsedAt: null,
  };
  await insertLink(tx, row);
  await record(tx, on, caller, {
    issuerId,
    kind: 'learner-link.created',
    subject: `learner-link:${row.id}`,
    after: { id: row.id, learnerId, expiresAt: row.expiresAt },
    payload: { id: row.id, learner: learnerId },
  });
  return {
    id: row.id,
    url: `${on.config.publicBaseUrl}/mine/${token}`,
    expiresAt: row.expiresAt.toISOString(),
  };
}

/** The same in a transaction of its own. */
export async function createLearnerLink(
  on: Guarded,
  caller: IssuerCaller,
  learnerId: string,
  { days }: CreateLink,
): Promise<CreatedLink> {
  return on.database.transaction((tx) => issueLearnerLink(on, tx, caller, learnerId, days));
}

export async function listLearnerLinks(on: Guarded, caller: IssuerCaller, learnerId: string) {
  await learnerOf(on, caller, learnerId);
  return (await selectLinks(on.database, caller.issuerId, learnerId)).map((row) => ({
    id: row.id,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    ...(row.revokedAt && { revokedAt: row.revokedAt.toISOString() }),
    ...(row.lastUsedAt && { lastUsedAt: row.lastUsedAt.toISOString() }),
  }));
}

/** Ends a link at once. @throws {Problem} `not-found` when the learner has no such link that was not ended before */
export async function revokeLearnerLink(
  on: Deps,
  caller: IssuerCaller,
  learnerId: string,
  linkId: string,
): Promise<void> {
  const { issuerId } = caller;
  await on.database.transaction(async (tx) => {
    const [ended] = await revokeLinks(tx, issuerId, learnerId, on.clock.now(), linkId);
    if (ended === undefined) throw problem('not-found', 'This learner has no working link with that id.');
    await record(tx, on, caller, {
      issuerId,
      kind: 'learner-link.revoked',
      subject: `learner-link:${linkId}`,
      after: { id: linkId, revokedAt: ended.revokedAt },
      payload: { id: linkId, learner: learnerId },
    });
  });
}

/**
 * Whose link a token is. Every request asks the database, so that ending a link holds at once.
 * @throws {Problem} `not-found` for a token that is none; `link-ended` for a link that expired or was ended
 */
export async function openLearnerLink(on: Deps, token: string): Promise<LearnerLink> {
  const row = tokenPattern.test(token) ? await selectLinkByHash(on.database, hashOf(token)) : undefined;
  if (row === undefined) throw problem('not-found', 'There is no such page. Is the link complete?');
  const now = on.clock.now();
  if (row.revokedAt !== null || row.expiresAt <= now)
    throw problem('link-ended', 'This link has ended. Ask whoever gave it to you for a new one.');
  // As with API keys: to the minute is enough, and saves a write with most requests.
  if (now.getTime() - (row.lastUsedAt?.getTime() ?? 0) >= minute) await noteLinkUse(on.database, row.id, now);
  const { id, issuerId, learnerId, expiresAt } = row;
  return { id, issuerId, learnerId, expiresAt };
}

/** The hash of 256 random bits needs neither salt nor stretching, and finding it by an index tells nobody anything. */
function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
