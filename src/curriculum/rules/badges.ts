import type { Badge, Curriculum } from '../schema/document.ts';
import { type Finding, finding } from './findings.ts';
import { hoursOfStops } from './lines.ts';
import type { Lookup } from './lookup.ts';
import { checkMicroCredential } from './micro-credentials.ts';
import { checkRole } from './roles.ts';

const targets = ['stationId', 'uloId', 'componentIds', 'lineId', 'yardstickId'] as const;
type Target = (typeof targets)[number];

/** Which references a badge of each kind has, all of them and no other; and by what it may be earned. */
const kinds: Readonly<Record<Badge['kind'], { has: readonly Target[]; earnedBy: readonly Badge['earnedBy'][] }>> = {
  station: { has: ['stationId'], earnedBy: ['completion'] },
  ulo: { has: ['uloId'], earnedBy: ['assessment'] },
  'partial-ulo': { has: ['uloId', 'componentIds'], earnedBy: ['assessment'] },
  line: { has: ['lineId', 'yardstickId'], earnedBy: ['yardstick'] },
  scheme: { has: ['yardstickId'], earnedBy: ['yardstick'] },
};

/** A badge points at what it is for, and says of it only what is true. */
export function checkBadges(curriculum: Curriculum, items: Lookup): Finding[] {
  return [
    ...checkPartials(curriculum, items),
    ...curriculum.badges.flatMap((badge, at) => [
      ...checkTargets(badge, at),
      ...checkFacts(badge, at, items),
      ...checkYardstickOf(badge, at, items),
      ...checkRole(badge, ['badges', at], items),
      ...checkMicroCredential(badge, at, curriculum, items),
    ]),
  ];
}

function checkTargets(badge: Badge, at: number): Finding[] {
  const { has, earnedBy } = kinds[badge.kind];
  const found: Finding[] = targets.flatMap((target) => {
    const path = ['badges', at, target];
    const given = badge[target] !== undefined;
    if (has.includes(target)) {
      return given ? [] : [finding('badge-lacks-reference', path, `A badge of the kind ${badge.kind} has ${target}.`)];
    }
    return given
      ? [finding('badge-has-foreign-reference', path, `A badge of the kind ${badge.kind} has no ${target}.`)]
      : [];
  });
  if (!earnedBy.includes(badge.earnedBy)) {
    const path = ['badges', at, 'earnedBy'];
    found.push(
      finding('badge-earned-otherwise', path, `A badge of the kind ${badge.kind} is earned by ${earnedBy.join()}.`),
    );
  }
  return found;
}

/** A badge for part of a ULO is for parts that the ULO has. */
export function checkPartials({ badges }: Curriculum, { ulos }: Lookup): Finding[] {
  return badges.flatMap(({ uloId = '', componentIds = [] }, at) => {
    const ulo = ulos.get(uloId);
    if (ulo === undefined) return [];
    const components = [...ulo.skills, ...ulo.knowledge];
    return componentIds.flatMap((id, place) => {
      const path = ['badges', at, 'componentIds', place];
      const detail = `${id} is not a skill or knowledge item of ${uloId}.`;
      return components.includes(id) ? [] : [finding('component-not-of-ulo', path, detail)];
    });
  });
}

/** Hours and levels are facts of the station, line or ULO; a badge that repeats them repeats them rightly. */
function checkFacts(badge: Badge, at: number, { ulos, stations, lines }: Lookup): Finding[] {
  const ulo = ulos.get(badge.uloId ?? '');
  const station = stations.get(badge.stationId ?? '');
  const line = lines.get(badge.lineId ?? '');
  const facts = [
    ['studyLoadHours', station?.hours ?? (line && hoursOfStops(line.stops, stations))],
    ['participation', station?.participation],
    ['eqfLevel', ulo && (ulo.eqfLevel ?? null)],
    ['nlqfLevel', ulo && (ulo.nlqfLevel ?? null)],
    ['skillLevel', ulo?.targetSkillLevel],
    ['roleLevel', ulo && (ulo.roleLevel ?? null)],
    ['regulationId', ulo && (ulo.regulationId ?? null)],
  ] as const;
  return facts.flatMap(([member, fact]) => {
    const said = badge[member] ?? undefined;
    if (said === undefined || fact === undefined || said === fact) return [];
    return [
      finding(
        'badge-differs-from-target',
        ['badges', at, member],
        `This says ${said}; what it is for says ${fact ?? 'nothing'}.`,
      ),
    ];
  });
}

function checkYardstickOf(badge: Badge, at: number, { yardsticks }: Lookup): Finding[] {
  const yardstick = yardsticks.get(badge.yardstickId ?? '');
  if (yardstick === undefined) return [];
  const path = ['badges', at, 'yardstickId'];
  const found: Finding[] = [];
  if (yardstick.badgeId !== badge.id) {
    found.push(finding('badge-of-other-yardstick', path, `${yardstick.id} is the yardstick of ${yardstick.badgeId}.`));
  }
  const line = yardstick.requires.allStationsOf ?? badge.lineId;
  if (badge.kind === 'line' && line !== badge.lineId) {
    found.push(finding('yardstick-of-other-line', path, `${yardstick.id} asks for the stations of ${line}.`));
  }
  return found;
}
