import { type Assessment, judge, type Learner } from '../assessment/index.ts';
import { achievementUrl, badgeUrl } from '../credentials/index.ts';
import type { Achievement, DefinedUlo } from '../curriculum/index.ts';
import type { Deps } from '../platform/deps.ts';
import type { Settled } from './report.ts';
import type { AwardAnswer, ProposalAnswer, ReportAnswer } from './schema.ts';
import type { AwardRow, ProposalRow } from './store.ts';

export type { ReportAnswer };

/** What a report was about, to tell what of all decisions belongs into its answer. */
export interface ReportScope {
  readonly created: boolean;
  readonly completionId?: string;
  readonly partialProofId?: string;
  readonly learner: Learner;
  /** The records of this report. */
  readonly about: ReadonlySet<string>;
  readonly assessments: readonly Assessment[];
  readonly stationRef?: string;
  readonly uloRefs: readonly string[];
}

/** An award that rests on the records of a report. */
export interface RestingAward {
  readonly award: AwardRow;
  readonly achievement: Achievement;
  /** Whether this very report brought it. */
  readonly fresh: boolean;
}

/** Names every award and badge URL that rests on the report, and for what was not earned exactly what is missing. */
export function toReportAnswer(
  on: Deps,
  scope: ReportScope,
  settled: readonly Settled[],
  resting: readonly RestingAward[],
): ReportAnswer {
  const awards = resting.map(({ award, achievement, fresh }) => ({
    ...toAwardAnswer(on, award, achievement, scope.learner),
    new: fresh,
  }));
  const proposals = settled.flatMap(({ decision, proposal }) =>
    proposal?.basis.some((each) => scope.about.has(each.id))
      ? [toProposalAnswer(on, proposal, decision.achievement, scope.learner)]
      : [],
  );
  const standing = awards.filter(({ state }) => state !== 'revoked');
  const answered = new Set([...standing, ...proposals].map(({ achievement }) => achievement.ref));
  const notEarned = settled
    .filter(({ decision }) => !answered.has(decision.achievement.ref) && concerns(decision.achievement, scope))
    .map(({ decision }) => ({
      achievement: toAchievement(on, decision.achievement),
      missing: whatIsMissing(decision, scope),
    }))
    .filter(({ missing }) => missing.length > 0);
  return {
    created: scope.created,
    ...(scope.completionId !== undefined && { completion: { id: scope.completionId } }),
    ...(scope.partialProofId !== undefined && { partialProof: { id: scope.partialProofId } }),
    learner: toLearner(scope.learner),
    assessments: scope.assessments.map(({ id, uloRef, uloVersion, passed, level }) => ({
      id,
      ulo: uloRef,
      uloVersion,
      passed,
      ...(level !== null && { skillLevel: level }),
    })),
    awards,
    proposals,
    notEarned,
  };
}

/** Whether a report about this station and these ULOs could have led to the achievement. */
function concerns({ kind, definition, supersededAt }: Achievement, scope: ReportScope): boolean {
  const { stationRef, uloRefs } = scope;
  switch (kind) {
    case 'station':
      return definition.station?.ref === stationRef;
    case 'ulo':
    case 'partial-ulo':
      return definition.ulos.some((ulo) => uloRefs.includes(ulo.ref) && isAskedOf(ulo, supersededAt, scope));
    case 'line':
    case 'scheme': {
      const requires = definition.yardstick?.requires;
      const byStation = stationRef !== undefined && (requires?.stations.includes(stationRef) ?? false);
      return byStation || (requires?.ulos.some((ulo) => uloRefs.includes(ulo.uloRef)) ?? false);
    }
  }
}

/** What was judged by an earlier version is told by that version what it lacks; otherwise only today's versions can be earned. */
function isAskedOf(ulo: DefinedUlo, supersededAt: Date | null, { assessments }: ReportScope): boolean {
  const judged = assessments.find((each) => each.uloRef === ulo.ref);
  return judged === undefined ? supersededAt === null : judged.uloVersion === ulo.version;
}

/** An earlier record may have earned the badge while this very assessment falls short: then say that. */
function whatIsMissing({ achievement, missing }: Settled['decision'], { assessments }: ReportScope) {
  const ulo = achievement.kind === 'ulo' ? achievement.definition.ulos[0] : undefined;
  const judged = ulo && assessments.find((each) => each.uloRef === ulo.ref && each.uloVersion === ulo.version);
  if (missing.length > 0 || ulo === undefined || judged === undefined) return [...missing];
  return judge(ulo, judged.criteria).shortfalls.map((shortfall) => ({
    code: 'criterion-below-required' as const,
    ulo: ulo.ref,
    ...shortfall,
    detail: `${shortfall.criterion} reached level ${shortfall.reached}; level ${shortfall.required} is required.`,
  }));
}

export function toAwardAnswer(on: Deps, award: AwardRow, achievement: Achievement, learner: Learner): AwardAnswer {
  return {
    id: award.id,
    url: badgeUrl(on, award.id),
    achievement: toAchievement(on, achievement),
    learner: toLearner(learner),
    state: award.state,
    ...(award.reason !== null && { reason: award.reason }),
    changedAt: award.changedAt.toISOString(),
    awardedDate: award.awardedOn,
    ...(award.validUntil !== null && { validUntil: award.validUntil }),
    basis: [...award.basis],
  };
}

export function toProposalAnswer(
  on: Deps,
  proposal: ProposalRow,
  achievement: Achievement,
  learner: Learner,
  award?: AwardAnswer,
): ProposalAnswer {
  return {
    id: proposal.id,
    achievement: toAchievement(on, achievement),
    learner: toLearner(learner),
    state: proposal.state,
    metOn: proposal.metOn,
    requirements: achievement.definition.yardstick?.requires.extra ?? [],
    basis: [...proposal.basis],
    confirmUrl: `${on.config.publicBaseUrl}/v1/proposals/${proposal.id}/confirm`,
    ...(award && { award }),
  };
}

function toAchievement(on: Deps, { id, ref, version, kind, definition }: Achievement) {
  return { id, ref, version, kind, name: definition.name, url: achievementUrl(on, id) };
}

/** Never the name or address: a caller that needs them has them. */
function toLearner({ id, reference }: Learner) {
  return { id, ...(reference !== null && { reference }) };
}
