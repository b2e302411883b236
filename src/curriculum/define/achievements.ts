import { type Language, languages } from '../../platform/text.ts';
import type { AchievementDefinition, DefinedLine, DefinedUlo } from '../achievement-definition.ts';
import { sumOfHours } from '../rules/lines.ts';
import type { Lookup } from '../rules/lookup.ts';
import type { Badge, Curriculum } from '../schema/document.ts';
import { criteriaOf } from './criteria.ts';
import { descriptionOf } from './description.ts';
import { type Parts, resolve } from './parts.ts';
import { languagesOf } from './texts.ts';

type Facts = Omit<AchievementDefinition, 'criteria' | 'description'>;

/**
 * The frozen meaning of every badge of a curriculum.
 * @param curriculum checked, and with published items only
 */
export function defineAchievements(curriculum: Curriculum, items: Lookup, parts: Parts): AchievementDefinition[] {
  return curriculum.badges.map((badge) => {
    const facts = factsOf(badge, curriculum, items, parts);
    return { ...facts, description: badge.description ?? descriptionOf(facts), criteria: criteriaOf(facts) };
  });
}

function factsOf(badge: Badge, curriculum: Curriculum, items: Lookup, parts: Parts): Facts {
  const station = badge.stationId === undefined ? undefined : resolve(parts.stations, badge.stationId);
  const line = badge.lineId === undefined ? undefined : resolve(parts.lines, badge.lineId);
  const yardstick = badge.yardstickId === undefined ? undefined : resolve(parts.yardsticks, badge.yardstickId);
  const ulos = ulosOf(badge, parts);
  const [ulo] = badge.uloId === undefined ? [] : ulos;
  // What it is for comes first: the badge may repeat it, and then repeats what a draft will say.
  const ownRegulation = badge.regulationId ? resolve(parts.regulations, badge.regulationId) : undefined;
  const regulation = ulo?.regulation ?? ownRegulation ?? yardstick?.requires.regulation;
  const roleLevel = ulo?.roleLevel ?? badge.roleLevel ?? yardstick?.requires.roleLevel;
  const eqfLevel = ulo?.eqfLevel ?? badge.eqfLevel;
  const nlqfLevel = ulo?.nlqfLevel ?? badge.nlqfLevel;
  const participation = station?.participation ?? badge.participation;
  const studyLoadHours = station?.hours ?? (line && hoursOf(line)) ?? badge.studyLoadHours;
  const qualityAssurance = qualityOf(badge, curriculum);
  const creator = station?.owner?.ref === curriculum.academy.id ? undefined : station?.owner;
  return {
    kind: badge.kind,
    ref: badge.id,
    code: station?.code ?? line?.code ?? (badge.kind === 'ulo' && ulo ? ulo.code : lastPart(badge.id)),
    achievementType: badge.achievementType,
    name: badge.name,
    inLanguage: languageOf(badge, curriculum),
    earnedBy: badge.earnedBy,
    stackable: badge.stackable,
    skills: skillRefsOf(badge, ulos, parts).map((ref) => resolve(parts.skills, ref)),
    ulos,
    ...(station && { station }),
    ...(line && { line }),
    ...(yardstick && { yardstick }),
    ...(badge.componentIds && { componentRefs: badge.componentIds }),
    lines: linesOf(badge, parts),
    countsTowards: countsTowards(badge, curriculum, parts),
    ...(badge.validFor && { validFor: badge.validFor }),
    ...(participation && { participation }),
    ...(studyLoadHours && { studyLoadHours }),
    ...(badge.ects && { ects: badge.ects }),
    ...(badge.educationProgramIdentifier && { educationProgramIdentifier: badge.educationProgramIdentifier }),
    ...(eqfLevel && { eqfLevel }),
    ...(nlqfLevel && { nlqfLevel }),
    ...(roleLevel && { roleLevel }),
    ...(regulation && { regulation }),
    ...(badge.assessmentType && { assessmentType: badge.assessmentType }),
    ...(badge.supervised !== undefined && { supervised: badge.supervised }),
    ...(badge.idVerified !== undefined && { idVerified: badge.idVerified }),
    ...(qualityAssurance && { qualityAssurance }),
    endorsements: endorsementsOf(badge, curriculum, items),
    ...(creator && { creator }),
  };
}

function lastPart(ref: string): string {
  return ref.slice(ref.indexOf(':') + 1);
}

function hoursOf({ stops }: DefinedLine): number {
  return sumOfHours(stops.map(({ hours }) => hours));
}

function ulosOf(badge: Badge, parts: Parts): DefinedUlo[] {
  const asked = parts.yardsticks.get(badge.yardstickId ?? '')?.requires.ulos.map(({ uloRef }) => uloRef) ?? [];
  const addressed = parts.stations.get(badge.stationId ?? '')?.uloRefs ?? [];
  const own = badge.uloId === undefined ? [] : [badge.uloId];
  return [...new Set([...own, ...addressed, ...asked])].map((ref) => resolve(parts.ulos, ref));
}

/** A line also teaches what its stations address and its yardstick does not ask for. */
function skillRefsOf(badge: Badge, ulos: readonly DefinedUlo[], parts: Parts): string[] {
  if (badge.componentIds !== undefined) return badge.componentIds;
  const stops = parts.lines.get(badge.lineId ?? '')?.stops ?? [];
  const taught = stops.flatMap(({ stationRef }) =>
    resolve(parts.stations, stationRef).uloRefs.map((ref) => resolve(parts.ulos, ref)),
  );
  return [...new Set([...ulos, ...taught].flatMap(({ componentRefs }) => componentRefs))];
}

function linesOf({ stationId, uloId, lineId }: Badge, { lines, stations }: Parts) {
  return [...lines.values()].filter(
    ({ ref, stops }) =>
      ref === lineId ||
      stops.some(
        ({ stationRef }) =>
          stationRef === stationId || (uloId !== undefined && resolve(stations, stationRef).uloRefs.includes(uloId)),
      ),
  );
}

function countsTowards({ id, kind, stationId, uloId }: Badge, { badges }: Curriculum, { yardsticks }: Parts) {
  return badges
    .filter((other) => other.id !== id)
    .flatMap(({ id: ref, name, yardstickId }) => {
      const requires = yardsticks.get(yardstickId ?? '')?.requires;
      if (requires === undefined) return [];
      const asksUlo = requires.ulos.some(({ uloRef }) => uloRef === uloId);
      const counts =
        (stationId !== undefined && requires.stations.includes(stationId)) ||
        (asksUlo && (kind !== 'partial-ulo' || requires.acceptsPartialProofs));
      return counts ? [{ ref, name }] : [];
    });
}

/** A bare name that is the academy's own framework brings its page and description along. */
function qualityOf({ qualityAssurance: said }: Badge, { academy }: Curriculum): Facts['qualityAssurance'] {
  if (said === undefined || said === academy.qualityAssurance?.name) return academy.qualityAssurance;
  return typeof said === 'string' ? { name: said } : said;
}

/** The language asked for where the badge has a name in it; otherwise the academy's first that it has. */
function languageOf({ inLanguage, name }: Badge, { academy }: Curriculum): Language {
  const wanted = [...(inLanguage ? [inLanguage] : []), ...(academy.languages ?? []), ...languages];
  const named = languagesOf(name);
  return wanted.find((language) => named.includes(language)) ?? 'nl';
}

function endorsementsOf({ id }: Badge, { endorsements }: Curriculum, { endorsers }: Lookup): Facts['endorsements'] {
  return endorsements
    .filter(({ badgeId, status }) => badgeId === id && status === 'accepted')
    .map(({ id: ref, endorserId, claim, validFrom, validUntil }) => {
      const { name, kind, did } = resolve(endorsers, endorserId);
      return {
        ref,
        endorser: { ref: endorserId, name, ...(kind && { kind }), ...(did && { did }) },
        claim,
        validFrom,
        ...(validUntil && { validUntil }),
        signed: false as const,
      };
    });
}
