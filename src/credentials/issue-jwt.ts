import { findIssuer, type SigningKey, signingMoment } from '../issuers/index.ts';
import {
  buildCredential,
  checkShape,
  type KeyAlgorithm,
  privateKeyOf,
  publicJwkOf,
  type SignatureAlgorithm,
  signCredentialJwt,
  verifyCredentialJwt,
} from '../openbadges/index.ts';
import type { Transaction } from '../platform/database.ts';
import { problem } from '../platform/problem.ts';
import { digestOf } from '../platform/record.ts';
import { allocateStatusEntry } from '../status/index.ts';
import { badgeUrl } from './addresses.ts';
import { type BadgeSource, issuerFacts, languageOf, recordedFacts } from './facts.ts';
import type { Issuing } from './issue.ts';
import { keepCredential, storedDigest } from './keep.ts';
import { type CredentialRow, openIssue, type StoredCredential, selectIssuesOfAward } from './store.ts';

const format = 'vc+jwt';
const second = 1_000;

/** A VC-JWT of an award. */
export interface IssuedJwt {
  readonly id: string;
  readonly jwt: string;
  /** Whether it was signed now; otherwise it is the one that states exactly this already. */
  readonly fresh: boolean;
}

/**
 * Signs one more credential of an award, as VC-JWT bound to the DID of its holder, with a status entry of its own; the same `id` as the hosted
 * badge, because it is the same badge (Open Badges 3.0 §8.2.4). Asked again, it gives the one that is there, as long as that says the same
 * with the key of today.
 * @throws {Problem} `rule-violated` for a learner without a DID: `sub` is required; `no-signing-key` when there is none of that algorithm
 */
export async function issueJwtCredential(
  on: Issuing,
  tx: Transaction,
  source: BadgeSource,
  algorithm: SignatureAlgorithm,
): Promise<IssuedJwt> {
  const { did } = source.learner;
  if (source.learner.erasedAt !== null) throw problem('gone', 'The learner was erased; nothing can be issued to them.');
  if (did === null) {
    throw problem('rule-violated', 'A VC-JWT names its holder by a DID, and none is known of this learner.', [
      { detail: 'Report the learner with a `did` first (Open Badges 3.0 §8.2.4: the claim `sub` is required).' },
    ]);
  }
  const { issuerId } = source.achievement;
  const issuer = await findIssuer(tx, issuerId);
  if (issuer === undefined) throw new Error(`achievement ${source.achievement.id} has no issuer`);
  const key = await on.keyring.active(tx, issuer, keyAlgorithmOf(algorithm));
  const language = languageOf(source.achievement, source.learner);
  const recorded = recordedFacts(on, issuer, source, language);
  // The count of issues is in it: what was out before a suspension is withdrawn for good.
  const factsDigest = digestOf({ recorded, language, did, key: key.keyId, issues: source.award.issues });
  const earlier = await selectIssuesOfAward(tx, issuerId, source.award.id, format);
  const same = await earlierIssue(on, tx, earlier, factsDigest);
  if (same !== undefined) return { id: same.id, jwt: same.bytes.toString(), fresh: false };

  const status = await allocateStatusEntry(on, tx, issuerId);
  const now = new Date(Math.floor(on.clock.now().getTime() / second) * second);
  const validFrom = signingMoment(now, key);
  const document = buildCredential({
    ...recorded,
    id: badgeUrl(on, source.award.id),
    issuer: issuerFacts(issuer, language),
    validFrom,
    subject: { did },
    status: { listUrl: status.listUrl, index: status.index },
  });
  const jwt = await signCredentialJwt(document, {
    id: key.id,
    algorithm,
    privateKey: privateKeyOf(key.algorithm, key.secretKeyMultibase),
  });
  await refuseUnlessSound(document, jwt, key, validFrom);
  const row = await keepCredential(on, tx, source.learner, {
    issuerId,
    id: on.ids.next(),
    awardId: source.award.id,
    url: document.id,
    issue: (earlier[0]?.issue ?? 0) + 1,
    language,
    signingKeyId: key.keyId,
    statusListId: status.listId,
    statusIndex: status.index,
    factsDigest,
    bytes: Buffer.from(jwt),
    validFrom,
    format,
  });
  return { id: row.id, jwt, fresh: true };
}

/** The one that states exactly this already. */
async function earlierIssue(
  on: Issuing,
  tx: Transaction,
  earlier: readonly StoredCredential[],
  factsDigest: string,
): Promise<CredentialRow | undefined> {
  for (const each of earlier) {
    if ((await storedDigest(on, tx, each, factsDigest)) === each.factsDigest) return openIssue(on, tx, each);
  }
  return undefined;
}

function keyAlgorithmOf(algorithm: SignatureAlgorithm): KeyAlgorithm {
  return ({ EdDSA: 'Ed25519', ES256: 'P-256', ES384: 'P-384', RS256: 'RSA' } as const)[algorithm];
}

/** Nothing leaves the house that our own verifier would not accept ("lint before release", threats.md §4). */
async function refuseUnlessSound(document: object, jwt: string, key: SigningKey, now: Date): Promise<void> {
  const [finding] = checkShape({ ...document });
  if (finding !== undefined) throw new Error(`a badge was built that is no Open Badge: ${finding.pointer}`);
  const { code } = await verifyCredentialJwt(jwt, async () => publicJwkOf(key.publicKeyMultibase), { now });
  if (code !== 'jwt-verified' && code !== 'jwt-expired') throw new Error(`a JWT by ${key.id} does not verify: ${code}`);
}
