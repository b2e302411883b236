import { achievementImageUrl, achievementUrl, badgeUrl } from '../credentials/index.ts';
import type { Issuer } from '../issuers/index.ts';
import { isObject, type JsonObject } from '../openbadges/index.ts';
import type { AssessmentView, BadgeView, IssuerSummaryView, Site, TechnicalView, VerdictView } from '../pages/index.ts';
import type { Deps } from '../platform/deps.ts';
import { type Language, textIn } from '../platform/text.ts';
import type { Verification } from '../verification/index.ts';
import { contentView, lineColourOf, pictureOf } from './content-view.ts';
import { linkedInUrl, qrCodeOf } from './keep-links.ts';
import type { LoadedBadge } from './load-badge.ts';

/** The page of a badge. The holder's name is on it only when the holder has put it there. */
export function badgeView(on: Deps, badge: LoadedBadge, verification: Verification, language: Language): BadgeView {
  const { award, achievement, issuer, assessment, shared, learner } = badge;
  const name = textIn(issuer.profile.name, language);
  const colour = lineColourOf(achievement.definition);
  const site = siteAt(on, `/credentials/${award.id}`);
  return {
    site,
    verdict: verdictView(on, verification, language, withdrawalOf(badge, language)),
    content: contentView(achievement, language, badge.completion ? [badge.completion.stationRef] : [], badge),
    issuer: issuerSummary(issuer, achievement.definition.qualityAssurance, language),
    ...(shared.name && learner.name !== null && { holder: { name: learner.name } }),
    awardedOn: award.awardedOn,
    ...(award.validUntil !== null && { validUntil: award.validUntil }),
    ...(assessment && { assessment: assessmentView(badge, language) }),
    technical: technicalView(JSON.parse(badge.credential.bytes.toString()) as JsonObject),
    actions: {
      json: `${new URL(badgeUrl(on, award.id)).pathname}?download=json`,
      qrSvg: qrCodeOf(badgeUrl(on, award.id)),
      linkedIn: linkedInUrl({
        title: textIn(achievement.definition.name, language),
        issuer: name,
        url: badgeUrl(on, award.id),
        id: award.id,
        awardedOn: award.awardedOn,
        validUntil: award.validUntil ?? undefined,
      }),
    },
    picture: pictureOf(achievement, name, language, assessment),
    ...(colour !== undefined && { lineColour: colour }),
    achievementUrl: new URL(achievementUrl(on, achievement.id)).pathname,
    imageUrl: achievementImageUrl(on, achievement.id),
  };
}

/** Where a page stands. */
export function siteAt(on: Deps, path: string): Site {
  return { baseUrl: on.config.publicBaseUrl, path, docsUrl: '/docs' };
}

/** The verdict as pages show it. */
export function verdictView(
  on: Deps,
  { verdict, checks }: Verification,
  language: Language,
  withdrawal?: { since: string; reason: string },
): VerdictView {
  return {
    verdict,
    checkedAt: on.clock.now().toISOString(),
    ...withdrawal,
    checks: checks.map(({ name, outcome, code, clause, message }) => ({
      name,
      outcome,
      code,
      clause,
      message: message[language],
    })),
  };
}

function withdrawalOf({ award }: LoadedBadge, language: Language) {
  if (award.state === 'active' || award.reason === null) return undefined;
  return { since: award.changedAt.toISOString(), reason: textIn(award.reason, language) };
}

/** Who says so. The domain is proven when the issuer's DID lives there, which is what the issuer check established. */
export function issuerSummary(
  issuer: Issuer,
  quality: LoadedBadge['achievement']['definition']['qualityAssurance'],
  language: Language,
): IssuerSummaryView {
  const { address } = issuer.profile;
  const location = [address?.addressLocality, address?.addressRegion].filter((part) => part !== undefined).join(', ');
  return {
    name: textIn(issuer.profile.name, language),
    url: new URL(issuer.profileUrl).pathname,
    provenDomain: new URL(issuer.profileUrl).host,
    ...(location !== '' && { location }),
    ...(quality && {
      quality: {
        name: quality.name,
        ...(quality.url !== undefined && { url: quality.url }),
        ...(quality.description && { description: textIn(quality.description, language) }),
      },
    }),
    ...(issuer.profile.email !== undefined && { contactUrl: `mailto:${issuer.profile.email}` }),
  };
}

function assessmentView(
  { assessment, achievement, completion, curriculum }: LoadedBadge,
  language: Language,
): AssessmentView {
  const station = completion && curriculum.stations.get(completion.stationRef);
  const { supervised, idVerified } = achievement.definition;
  return {
    ...(assessment?.method && { method: assessment.method }),
    ...(assessment?.assessor && { assessor: assessment.assessor.name }),
    ...(assessment?.assessor?.organisation !== undefined && { assessorOrganisation: assessment.assessor.organisation }),
    ...definedBoolean('supervised', assessment?.supervised ?? supervised),
    ...definedBoolean('identityChecked', assessment?.idVerified ?? idVerified),
    ...(assessment && { date: assessment.judgedOn }),
    ...(station && {
      station: {
        title: textIn(station.title, language),
        hours: station.hours,
        ...(station.participation !== undefined && { participation: station.participation }),
      },
    }),
    evidence: (assessment?.evidence ?? []).map(({ name, url, description }) => ({
      name: textIn(name, language),
      ...(url !== undefined && { url }),
      ...(description !== undefined && { description: textIn(description, language) }),
    })),
  };
}

function definedBoolean<Name extends string>(name: Name, value: boolean | undefined): Partial<Record<Name, boolean>> {
  return value === undefined ? {} : ({ [name]: value } as Record<Name, boolean>);
}

/** Ids and suites, read from the signed document itself. */
export function technicalView(document: JsonObject): TechnicalView {
  const { issuer, credentialStatus: status, proof: proofs } = document;
  const proof = [proofs ?? []].flat()[0];
  const suite = textOf(proof, 'cryptosuite') ?? textOf(proof, 'type');
  const verificationMethod = textOf(proof, 'verificationMethod');
  const statusList = textOf(status, 'statusListCredential');
  const statusListIndex = textOf(status, 'statusListIndex');
  return {
    credentialId: textOf(document, 'id') ?? '',
    issuerId: textOf(issuer, 'id') ?? (typeof issuer === 'string' ? issuer : ''),
    standard: 'Open Badges 3.0, Verifiable Credentials 2.0',
    ...(suite !== undefined && { suite }),
    ...(verificationMethod !== undefined && { verificationMethod }),
    ...(statusList !== undefined && { statusList }),
    ...(statusListIndex !== undefined && { statusListIndex }),
  };
}

function textOf(value: unknown, name: string): string | undefined {
  const member = isObject(value) ? value[name] : undefined;
  return typeof member === 'string' ? member : undefined;
}
