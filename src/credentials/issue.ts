import {
  didDocument,
  findIssuer,
  type Issuer,
  type Keyring,
  listKeysOfIssuer,
  type SigningKey,
  signingMoment,
} from '../issuers/index.ts';
import {
  buildCredential,
  type CredentialFacts,
  checkShape,
  signCredential,
  verifyProofs,
} from '../openbadges/index.ts';
import { refuseClockBehind } from '../platform/clock-guard.ts';
import type { Transaction } from '../platform/database.ts';
import { problem } from '../platform/problem.ts';
import { digestOf } from '../platform/record.ts';
import { traced } from '../platform/tracing.ts';
import type { Guarded } from '../privacy/index.ts';
import { allocateStatusEntry, setStatus } from '../status/index.ts';
import { badgeUrl } from './addresses.ts';
import { type BadgeSource, issuerFacts, languageOf, recordedFacts } from './facts.ts';
import { keepCredential, storedDigest } from './keep.ts';
import { logWithdrawalOf } from './log.ts';
import { type CredentialRow, embeddedFormat, type StoredCredential, selectIssuesOfAward } from './store.ts';

/** What issuing needs beside the usual dependencies: the keys to sign with, and those of the learners. */
export interface Issuing extends Guarded {
  readonly keyring: Keyring;
}

/**
 * Signs the credential of an award and stores the bytes, inside the transaction of the award: either both exist or neither does.
 * @throws {Problem} `no-signing-key`; `gone` when the learner was erased; an Error when what was built or signed does not pass our own strictest checks
 */
export async function issueCredential(on: Issuing, tx: Transaction, source: BadgeSource): Promise<CredentialRow> {
  const { issuerId } = source.achievement;
  const { learner } = source;
  if (learner.erasedAt !== null) throw problem('gone', 'The learner was erased; nothing can be issued to them.');
  const issuer = await findIssuer(tx, issuerId);
  if (issuer === undefined) throw new Error(`achievement ${source.achievement.id} has no issuer`);
  const language = languageOf(source.achievement, source.learner);
  const recorded = recordedFacts(on, issuer, source, language);
  await refuseClockBehind(on, tx, issuerId);
  // 1 The key first: without one nothing else is worth doing.
  const key = await on.keyring.active(tx, issuer);
  // 2 Reserve the place in the status list before signing: it is inside what is signed, and nothing signed may lack one.
  const status = await traced('allocate', () => allocateStatusEntry(on, tx, issuerId));
  // 3 Build. A fresh salt per credential, so that two badges of one person cannot be matched by their hash.
  const facts: CredentialFacts = {
    ...recorded,
    id: badgeUrl(on, source.award.id),
    issuer: issuerFacts(issuer, language),
    validFrom: signingMoment(await momentAfter(on, tx, issuerId, source.award.id), key),
    subject: { email: learner.email, salt: on.random.bytes(16).toString('hex') },
    status: { listUrl: status.listUrl, index: status.index },
  };
  // 4 Sign, 5 check what was signed as a sceptical stranger would, 6 store.
  const signed = await traced('sign', () => signCredential(buildCredential(facts), key, { created: facts.validFrom }));
  on.metrics?.signed(key.algorithm);
  await refuseUnlessSound(tx, issuer, key, signed);
  return keepCredential(on, tx, learner, {
    issuerId,
    id: on.ids.next(),
    awardId: source.award.id,
    url: facts.id,
    issue: source.award.issues,
    language,
    signingKeyId: key.keyId,
    statusListId: status.listId,
    statusIndex: status.index,
    factsDigest: digestOf({ recorded, language }),
    bytes: Buffer.from(JSON.stringify(signed)),
    validFrom: facts.validFrom,
    format: embeddedFormat,
  });
}

/**
 * Issues a corrected credential in place of the one that is out: same `id`, later `validFrom`, a new place in the status list; the
 * bit of the old one is set (openbadges-3.md §2.2).
 * @param when `when-changed`: only if the badge would state something else than the one that is out
 * @returns nothing when nothing had to be issued
 */
export async function reissueCredential(
  on: Issuing,
  tx: Transaction,
  source: BadgeSource,
  when: 'when-changed' | 'always',
): Promise<CredentialRow | undefined> {
  const { issuerId } = source.achievement;
  const [newest] = await selectIssuesOfAward(tx, issuerId, source.award.id, embeddedFormat);
  const issuer = await findIssuer(tx, issuerId);
  if (newest === undefined || issuer === undefined) throw new Error(`award ${source.award.id} was never issued`);
  const language = languageOf(source.achievement, source.learner);
  const digest = digestOf({ recorded: recordedFacts(on, issuer, source, language), language });
  const isSame = (await storedDigest(on, tx, newest, digest)) === newest.factsDigest;
  if (when === 'when-changed' && isSame) return undefined;
  // Credentials of other formats fall only when they say something else now; a new key is no reason to take a good JWT from its holder.
  const replaced = isSame ? [newest] : await selectIssuesOfAward(tx, issuerId, source.award.id);
  const issued = await issueCredential(on, tx, source);
  const replacedBy = { listId: issued.statusListId, index: issued.statusIndex };
  await setStatus(
    on,
    tx,
    issuerId,
    replaced.map((each) => ({ ...placeOf(each), replacedBy })),
    'revoked',
  );
  for (const each of replaced) await logWithdrawalOf(on, tx, 'revoked', each);
  return issued;
}

function placeOf({ statusListId, statusIndex }: StoredCredential) {
  return { listId: statusListId, index: statusIndex };
}

/** Now, to the second as it is written; but later than the issue before, which is how a reader tells which one is newer. */
async function momentAfter(on: Issuing, tx: Transaction, issuerId: string, awardId: string): Promise<Date> {
  const [previous] = await selectIssuesOfAward(tx, issuerId, awardId, embeddedFormat);
  const second = 1_000;
  const now = Math.floor(on.clock.now().getTime() / second) * second;
  return new Date(previous === undefined ? now : Math.max(now, previous.validFrom.getTime() + second));
}

/** Nothing leaves the house that our own verifier would not accept ("lint before release", threats.md §4). */
async function refuseUnlessSound(tx: Transaction, issuer: Issuer, key: SigningKey, signed: object): Promise<void> {
  const findings = checkShape(signed);
  if (findings.length > 0) {
    throw new Error(
      `a badge was built that is not an Open Badge: ${findings.map(({ pointer, message }) => `${pointer} ${message}`).join('; ')}`,
    );
  }
  const document = didDocument(issuer, await listKeysOfIssuer(tx, issuer.id));
  const proof = await verifyProofs({ ...signed }, new Map([[issuer.did, document]]));
  if (!proof.verified) throw new Error(`a signature by ${key.id} does not verify: ${proof.code}`);
}
