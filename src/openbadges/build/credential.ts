import { emailIdentity } from '../identity-hash.ts';
import type { AchievementCredential, AchievementSubject, Evidence, Result } from '../model.ts';
import { withoutMilliseconds } from '../moment.ts';
import { buildAchievement, buildAlignment } from './achievement.ts';
import { compact } from './compact.ts';
import type { CredentialFacts, EvidenceFacts, ResultFacts } from './facts.ts';
import { buildProfile } from './profile.ts';

/** The two contexts of everything that we publish, in the order that Open Badges 3.0 §8.2 prescribes. */
export const credentialContexts = [
  'https://www.w3.org/ns/credentials/v2',
  'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
];

/** Defines `1EdTechCredentialRefresh`, and nothing else that a badge uses: without it the type could not be signed. */
const extensionsContext = 'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json';

/**
 * Builds the unsigned OpenBadgeCredential (Open Badges 3.0 §B.1). Pure: the same facts give the same document.
 */
export function buildCredential(facts: CredentialFacts): AchievementCredential {
  const { listUrl, index } = facts.status;
  return compact({
    '@context': [...credentialContexts, extensionsContext],
    id: facts.id,
    type: ['VerifiableCredential', 'OpenBadgeCredential'] as ['VerifiableCredential', 'OpenBadgeCredential'],
    name: facts.achievement.name,
    issuer: buildProfile(facts.issuer),
    validFrom: withoutMilliseconds(facts.validFrom),
    validUntil: facts.validUntil && withoutMilliseconds(facts.validUntil),
    awardedDate: withoutMilliseconds(facts.awardedDate),
    credentialSubject: buildSubject(facts),
    credentialStatus: {
      id: `${listUrl}#${index}`,
      type: 'BitstringStatusListEntry' as const,
      statusPurpose: 'revocation' as const,
      statusListIndex: String(index),
      statusListCredential: listUrl,
    },
    // The address of a badge serves its newest issue. A verifier that refreshes (§8.2 step 3) so finds what took the place of an old copy.
    refreshService: { id: facts.id, type: '1EdTechCredentialRefresh' as const },
    evidence: buildEvidence(facts.evidence),
  });
}

/** AchievementSubject (§B.1): `id` only for a DID that the holder has proven, otherwise a hashed identifier. */
function buildSubject(facts: CredentialFacts): AchievementSubject {
  const { subject } = facts;
  return compact({
    id: 'did' in subject ? subject.did : undefined,
    type: ['AchievementSubject'] as ['AchievementSubject'],
    identifier: 'did' in subject ? undefined : [emailIdentity(subject.email, subject.salt)],
    activityStartDate: facts.activityStart && withoutMilliseconds(facts.activityStart),
    activityEndDate: facts.activityEnd && withoutMilliseconds(facts.activityEnd),
    narrative: facts.narrative,
    source: facts.assessedBy && buildProfile(facts.assessedBy),
    result: facts.results.map(buildResult),
    achievement: buildAchievement(facts.achievement),
  });
}

function buildResult(facts: ResultFacts): Result {
  return compact({
    type: ['Result'] as ['Result'],
    resultDescription: facts.criterionId,
    achievedLevel: facts.levelId,
    status: 'Completed' as const,
    alignment: facts.skillLevel && [buildAlignment(facts.skillLevel)],
  });
}

/** One address is one thing in JSON-LD: of several pieces of evidence with the same address the first keeps it, or they would become one. */
function buildEvidence(pieces: readonly EvidenceFacts[]): Evidence[] {
  return pieces.map(({ url, ...words }, index) => {
    const first = pieces.findIndex((piece) => piece.url === url) === index;
    return compact({ id: first ? url : undefined, type: ['Evidence'] as ['Evidence'], ...words });
  });
}
