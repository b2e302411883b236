import type { Badge, Curriculum } from '../schema/document.ts';
import { type Finding, finding } from './findings.ts';
import type { Lookup } from './lookup.ts';

const smallestStudyHours = 240;
const smallestCredits = 3;

/**
 * A badge that calls itself a micro-credential has the size that the Dutch frameworks ask for and the particulars that SURF edubadges
 * asks for: participation, assessment, quality assurance (name, page, description), a learning outcome and an EQF level. A station of a
 * few hours never is one.
 */
export function checkMicroCredential(badge: Badge, at: number, curriculum: Curriculum, items: Lookup): Finding[] {
  const claims = (['achievementType', 'edubadgeType'] as const).filter((member) =>
    ['MicroCredential', 'micro_credential'].includes(badge[member] ?? ''),
  );
  const [member] = claims;
  if (member === undefined) return [];
  const found = missing(badge, curriculum, items).map((what) =>
    finding('micro-credential-incomplete', ['badges', at, what], `A micro-credential states its ${what}.`),
  );
  const { studyLoadHours = 0, ects = 0 } = badge;
  if (studyLoadHours < smallestStudyHours && ects < smallestCredits) {
    const size = `${smallestStudyHours} study hours or ${smallestCredits} EC`;
    found.unshift(
      finding('micro-credential-too-small', ['badges', at, member], `A micro-credential has at least ${size}.`),
    );
  }
  return found;
}

function missing(badge: Badge, { academy }: Curriculum, { yardsticks, ulos }: Lookup): string[] {
  const said = badge.qualityAssurance;
  const quality =
    typeof said === 'object' ? said : said === academy.qualityAssurance?.name ? academy.qualityAssurance : undefined;
  const uloIds = [
    badge.uloId ?? '',
    ...(yardsticks.get(badge.yardstickId ?? '')?.requires.ulos ?? []).map(({ uloId }) => uloId),
  ];
  const outcomes = uloIds.flatMap((id) => ulos.get(id) ?? []);
  const needed: [string, boolean][] = [
    ['participation', badge.participation !== undefined],
    ['assessmentType', badge.assessmentType !== undefined],
    ['qualityAssurance', quality?.url !== undefined && quality.description !== undefined],
    ['uloId', outcomes.length > 0],
    ['eqfLevel', (badge.eqfLevel ?? outcomes.find(({ eqfLevel }) => eqfLevel)?.eqfLevel) !== undefined],
  ];
  return needed.filter(([, there]) => !there).map(([what]) => what);
}
