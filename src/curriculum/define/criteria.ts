import { type Language, type Text, textIn } from '../../platform/text.ts';
import type { AchievementDefinition, DefinedSkill, DefinedUlo } from '../achievement-definition.ts';
import { inWords, periodInWords, phrases } from './phrases.ts';
import { inEach, languagesOf, literally } from './texts.ts';

type Facts = Omit<AchievementDefinition, 'criteria' | 'description'>;

/**
 * Open Badges 3.0 B.1 Criteria narrative: Markdown that says what was shown and how it was judged, in each language of the badge.
 */
export function criteriaOf(facts: Facts): Text {
  return inEach(languagesOf(facts.name), (language) =>
    [...demands(facts, language), about(facts, language)].filter((part) => part !== '').join('\n\n'),
  );
}

function demands(facts: Facts, language: Language): string[] {
  const say = phrases[language];
  switch (facts.kind) {
    case 'station':
      return [say.attendance, heading(say.outcomes), facts.ulos.map((ulo) => outcome(ulo, language)).join('\n')];
    case 'ulo':
    case 'partial-ulo':
      return facts.ulos.flatMap((ulo) => uloDemands(ulo, facts, language));
    case 'line':
    case 'scheme':
      return yardstickDemands(facts, language);
  }
}

function heading(words: string): string {
  return `**${words}**`;
}

function bullets(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join('\n');
}

function outcome({ title, responsibility }: DefinedUlo, language: Language): string {
  return `- ${literally(textIn(title, language))}: ${literally(textIn(responsibility.statement, language))}`;
}

function uloDemands(ulo: DefinedUlo, { skills, componentRefs }: Facts, language: Language): string[] {
  const say = phrases[language];
  const label = (skill: DefinedSkill) => literally(textIn(skill.label, language));
  const ofKind = (kind: DefinedSkill['kind']) => skills.filter((skill) => skill.kind === kind).map(label);
  const criteria = ulo.rubric.criteria.filter(
    ({ componentRef }) => componentRefs === undefined || componentRefs.includes(componentRef),
  );
  return [
    heading(say.responsibility),
    literally(textIn(ulo.responsibility.statement, language)),
    `${say.observable}: ${literally(textIn(ulo.responsibility.observable, language))}`,
    ...section(say.skills, ofKind('skill')),
    ...section(say.knowledge, ofKind('knowledge')),
    ...(criteria.length === 0 ? [] : [heading(say.judging)]),
    ...(criteria.length === 0
      ? []
      : [componentRefs === undefined ? say.everyCriterion(scaleOf(ulo)) : say.someCriteria]),
    bullets(
      criteria.map(({ name, requiredLevel, levels }) => {
        const required = levels.find(({ level }) => level === requiredLevel);
        const words = required === undefined ? '' : ` (${literally(textIn(required.name, language))})`;
        const meaning = required === undefined ? '' : `: ${literally(textIn(required.description, language))}`;
        return `${literally(textIn(name, language))}, ${say.level(requiredLevel)}${words}${meaning}`;
      }),
    ),
  ];
}

function section(title: string, items: readonly string[]): string[] {
  return items.length === 0 ? [] : [heading(title), bullets(items)];
}

function scaleOf({ rubric: { scale } }: DefinedUlo): string {
  return `${scale[0]}-${scale.at(-1)}`;
}

function yardstickDemands({ line, yardstick, ulos }: Facts, language: Language): string[] {
  if (yardstick === undefined) return [];
  const say = phrases[language];
  const { stations, mayBeSkipped, skipNeedsReason, acceptsPartialProofs, extra } = yardstick.requires;
  const stops = line?.stops.filter(({ stationRef }) => stations.includes(stationRef)) ?? [];
  const outcomes = yardstick.requires.ulos.map(({ uloRef, minLevel, maxAge }) => {
    const title = ulos.find(({ ref }) => ref === uloRef)?.title ?? {};
    const age = maxAge === undefined ? '' : `, ${say.notOlderThan(periodInWords(maxAge, language))}`;
    return `${literally(textIn(title, language))}: ${say.atLeast(minLevel)}${age}`;
  });
  return [
    ...section(
      say.stations,
      stops.map(({ title, hours }) => `${literally(textIn(title, language))} (${say.hours(hours)})`),
    ),
    stations.length === 0 ? '' : say.allStations,
    stations.length > 0 && mayBeSkipped > 0 ? say.skipping(mayBeSkipped, skipNeedsReason) : '',
    ...section(say.outcomes, outcomes),
    acceptsPartialProofs ? say.partialProofs : '',
    ...section(
      say.furthermore,
      extra.map((one) => literally(textIn(one, language))),
    ),
  ];
}

/** The particulars that a reader weighs a badge by (Council Recommendation on micro-credentials, annex I). */
function about(facts: Facts, language: Language): string {
  const say = phrases[language];
  const { roleLevel, regulation, qualityAssurance } = facts;
  const levels = [
    ...(facts.eqfLevel === undefined ? [] : [`EQF ${facts.eqfLevel}`]),
    ...(facts.nlqfLevel === undefined ? [] : [`NLQF ${facts.nlqfLevel}`]),
  ];
  const [ulo] = facts.ulos;
  const target = (facts.kind === 'ulo' || facts.kind === 'partial-ulo') && ulo ? ulo.targetSkillLevel : undefined;
  const particulars = [
    facts.studyLoadHours === undefined ? '' : `${say.studyLoad}: ${say.hours(facts.studyLoadHours)}`,
    facts.ects === undefined ? '' : `${say.credits}: ${facts.ects}`,
    target === undefined ? '' : `${say.skillLevel}: ${target}`,
    levels.join(', '),
    roleLevel === undefined || regulation === undefined
      ? ''
      : say.role(roleLevel, literally(`${textIn(regulation.name, language)} (${regulation.version})`)),
    facts.participation === undefined
      ? ''
      : `${say.participation}: ${literally(inWords(facts.participation, language))}`,
    facts.assessmentType === undefined
      ? ''
      : `${say.assessment}: ${literally(inWords(facts.assessmentType, language))}`,
    facts.supervised === true ? say.supervised : '',
    facts.idVerified === true ? say.idVerified : '',
    qualityAssurance === undefined ? '' : `${say.quality}: ${literally(qualityAssurance.name)}`,
    facts.validFor === undefined ? '' : `${say.validFor}: ${periodInWords(facts.validFor, language)}`,
  ].filter((one) => one !== '');
  return section(say.about, particulars).join('\n\n');
}
