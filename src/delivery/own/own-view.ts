import type {
  OwnBadgeView,
  OwnConsentView,
  OwnDeed,
  OwnErasurePageView,
  OwnErasureView,
  OwnPageView,
  OwnRecordView,
} from '../../pages/index.ts';
import { type ConsentAnswer, showName } from '../../participants/index.ts';
import type { Deps } from '../../platform/deps.ts';
import { type Language, textIn } from '../../platform/text.ts';
import { siteAt } from '../badge-view.ts';
import { pictureOf } from '../content-view.ts';
import type { OwnData } from './load-own.ts';

/** What was just done, and to which badge. */
interface Done {
  readonly done?: OwnDeed | undefined;
  readonly at?: string | undefined;
}

/** The own page of a learner, in words of one language. */
export function ownView(on: Deps, token: string, own: OwnData, language: Language, done: Done): OwnPageView {
  const { learner } = own;
  const { name, reference, did } = learner;
  return {
    ...frame(on, token, own, language),
    linkEndsAt: own.link.expiresAt.toISOString(),
    ...(done.done && { done: done.done }),
    ...(done.at !== undefined && { doneAt: done.at }),
    badges: own.awards.flatMap((award) => badgeView(on, own, award, language)),
    person: {
      email: learner.email,
      ...(name !== null && { name }),
      ...(reference !== null && { reference }),
      ...(did !== null && { did }),
      ...(learner.language && { language: learner.language }),
      since: learner.createdAt.toISOString(),
    },
    records: own.completions.map((completion) => recordView(own, completion, language)),
    proofs: own.partialProofs.map(({ uloRef, source, issuedOn }) => ({
      title: titleOf(own.curriculum.ulos.get(uloRef), uloRef, language),
      source: textIn(source.name, language),
      on: issuedOn,
    })),
    consents: own.consents.map((consent) => consentView(own, consent, language)),
  };
}

/** The step before erasure. */
export function ownErasureView(on: Deps, token: string, own: OwnData, language: Language): OwnErasurePageView {
  return { ...frame(on, token, own, language), site: siteAt(on, `/mine/${token}/erasure`) };
}

function frame(on: Deps, token: string, own: OwnData, language: Language) {
  const { name, email } = own.issuer.profile;
  return {
    site: siteAt(on, `/mine/${token}`),
    issuer: { name: textIn(name, language), ...(email !== undefined && { contactUrl: `mailto:${email}` }) },
    erasure: erasureView(own, language),
  };
}

function erasureView({ policy, erasure }: OwnData, language: Language): OwnErasureView {
  const { learnerErasure: mode, onErasure: badges } = policy;
  const state = erasure?.state;
  if (erasure === undefined || (state !== 'open' && state !== 'declined')) return { mode, badges };
  const { requestedAt, answerBy, settledAt, reason } = erasure;
  return {
    mode,
    badges,
    request: {
      state,
      requestedAt,
      answerBy,
      ...(settledAt !== undefined && { settledAt }),
      ...(reason !== undefined && { reason: textIn(reason, language) }),
    },
  };
}

function badgeView(on: Deps, own: OwnData, award: OwnData['awards'][number], language: Language): OwnBadgeView[] {
  const achievement = own.achievements.get(award.achievement.id);
  if (achievement === undefined) return [];
  const { validUntil } = award;
  const expired = validUntil !== undefined && validUntil < on.clock.now().toISOString().slice(0, 10);
  const assessed = own.assessments.find(({ id }) => award.basis.length === 1 && award.basis[0]?.id === id);
  return [
    {
      id: award.id,
      title: textIn(award.achievement.name, language),
      kind: achievement.kind,
      code: achievement.definition.code,
      state: award.state !== 'active' ? award.state : expired ? 'expired' : 'valid',
      ...(award.state !== 'active' && award.reason !== undefined && { reason: textIn(award.reason, language) }),
      awardedOn: award.awardedDate,
      ...(validUntil !== undefined && { validUntil }),
      url: new URL(award.url).pathname,
      pageShared: award.shared?.page ?? false,
      nameShared: award.shared?.name ?? false,
      picture: pictureOf(achievement, textIn(own.issuer.profile.name, language), language, assessed),
    },
  ];
}

function recordView(own: OwnData, completion: OwnData['completions'][number], language: Language): OwnRecordView {
  const judged = own.assessments.filter(({ completionId }) => completionId === completion.id);
  return {
    title: titleOf(own.curriculum.stations.get(completion.stationRef), completion.stationRef, language),
    on: completion.completedOn,
    skipped: completion.status === 'skipped',
    judged: judged.map(({ uloRef, passed, assessor }) => ({
      title: titleOf(own.curriculum.ulos.get(uloRef), uloRef, language),
      passed,
      ...(assessor && { assessor: assessor.name }),
    })),
    feedback: judged.flatMap(({ feedback }) => feedback ?? []),
  };
}

function consentView(own: OwnData, consent: ConsentAnswer, language: Language): OwnConsentView {
  const { id, purpose, receiver, scope = {}, state, askedAt, givenAt, withdrawnAt } = consent;
  const award = purpose === showName && own.awards.find((each) => each.id === scope.award);
  return {
    id,
    purpose,
    receiver,
    scope: Object.entries(scope).map(([name, value]) => ({ name, value: [value].flat().join(', ') })),
    state,
    ...(askedAt !== undefined && { askedAt }),
    ...(givenAt !== undefined && { givenAt }),
    ...(withdrawnAt !== undefined && { withdrawnAt }),
    ...(award && { nameOn: textIn(award.achievement.name, language) }),
  };
}

/** The title as published now; of what is published no more, its reference. */
function titleOf(item: { readonly title: Parameters<typeof textIn>[0] } | undefined, ref: string, language: Language) {
  return item === undefined ? ref : textIn(item.title, language);
}
