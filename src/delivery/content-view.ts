import type { Assessment, LearnerRecords } from '../assessment/index.ts';
import type { Achievement, DefinedLine, DefinedSkill, DefinedUlo } from '../curriculum/index.ts';
import type {
  BadgeContentView,
  BadgePicture,
  CriterionView,
  LineView,
  RequirementView,
  SkillView,
} from '../pages/index.ts';
import { type Language, textIn } from '../platform/text.ts';

/** What a learner's records add to an achievement: reached levels, stops that are done. Absent on the page of the achievement itself. */
export interface Shown {
  readonly assessment?: Assessment | undefined;
  readonly records: LearnerRecords;
}

/**
 * What an achievement says about what somebody can do, with the results of one learner when there is one.
 * @param here the stations (by reference) that this is about, to mark them on their lines
 */
export function contentView(
  { definition }: Achievement,
  language: Language,
  here: readonly string[],
  shown?: Shown,
): BadgeContentView {
  const say = (text: Parameters<typeof textIn>[0]) => textIn(text, language);
  const ulo = definition.kind === 'ulo' || definition.kind === 'partial-ulo' ? definition.ulos[0] : undefined;
  const role = definition.roleLevel ?? ulo?.roleLevel;
  const regulation = definition.regulation ?? ulo?.regulation;
  const eqfLevel = definition.eqfLevel ?? ulo?.eqfLevel;
  const nlqfLevel = definition.nlqfLevel ?? ulo?.nlqfLevel;
  return {
    kind: definition.kind,
    code: definition.code,
    title: say(definition.name),
    statement: ulo === undefined ? say(definition.description) : say(ulo.responsibility.statement),
    ...(ulo && { observable: say(ulo.responsibility.observable) }),
    ...(eqfLevel !== undefined && { eqfLevel }),
    ...(nlqfLevel !== undefined && { nlqfLevel }),
    ...(definition.studyLoadHours !== undefined && { studyLoadHours: definition.studyLoadHours }),
    ...(definition.station && {
      stationType: { code: definition.station.type, name: say(definition.station.typeName) },
    }),
    ...(role !== undefined && { role: { code: role, name: roleName[language][role] } }),
    ...(regulation && { regulation: { name: say(regulation.name), version: regulation.version } }),
    criteria: ulo === undefined ? [] : criteriaViews(ulo, language, shown?.assessment),
    skills: definition.skills.map((skill) => skillView(skill, ulo, language, shown?.assessment)),
    requirements: requirementViews(definition, language, shown?.records),
    lines: definition.lines.map((line) => lineView(line, language, here, shown?.records)),
    countsTowards: definition.countsTowards.map(({ name }) => ({ name: say(name) })),
    validations: (ulo?.validations ?? []).map(({ name, organisation, method, date }) => ({
      name,
      method,
      date,
      ...(organisation && { organisation }),
    })),
    endorsements: definition.endorsements.map(({ claim, endorser, validFrom }) => ({
      claim: say(claim),
      endorser: endorser.name,
      ...(endorser.kind && { endorserKind: endorser.kind }),
      since: validFrom,
      proof: 'unsigned' as const,
    })),
  };
}

const roleName = {
  nl: { VOP: 'Voldoende onderricht persoon', VP: 'Vakbekwaam persoon', WV: 'Werkverantwoordelijke' },
  en: { VOP: 'Sufficiently instructed person', VP: 'Skilled person', WV: 'Person responsible for the work' },
} as const;

/** Every criterion with its levels: what was required, and how far the learner came. */
function criteriaViews(
  ulo: DefinedUlo,
  language: Language,
  assessment?: Assessment,
): (CriterionView & { readonly requiredLevel: number })[] {
  return ulo.rubric.criteria.map((criterion) => {
    const reached = assessment?.criteria.find((each) => each.criterion === criterion.id)?.level;
    return {
      name: textIn(criterion.name, language),
      requiredLevel: criterion.requiredLevel,
      ...(reached !== undefined && { reachedLevel: reached }),
      levels: criterion.levels.map(({ level, name, description }) => ({
        level,
        name: textIn(name, language),
        description: textIn(description, language),
      })),
    };
  });
}

/** The page of a skill here. */
export function skillPath(uri: string): string {
  return `/skills?${new URLSearchParams({ uri })}`;
}

/** A skill has a level only when a criterion of its own judged it: no claim beyond the data (design.md §1.4). */
export function skillView(
  skill: DefinedSkill,
  ulo: DefinedUlo | undefined,
  language: Language,
  assessment?: Assessment,
): SkillView {
  const judging = ulo?.rubric.criteria.filter(({ componentRef }) => componentRef === skill.ref) ?? [];
  const levels = judging.map(({ id, requiredLevel }) =>
    assessment === undefined ? requiredLevel : (assessment.criteria.find((each) => each.criterion === id)?.level ?? 0),
  );
  return {
    label: textIn(skill.label, language),
    url: skillPath(skill.alignments[0]?.targetUrl ?? skill.uri),
    kind: skill.kind,
    concepts: skill.alignments.map(({ targetFramework, frameworkVersion, targetUrl, targetName }) => ({
      catalogue: targetFramework,
      ...(frameworkVersion !== undefined && { version: frameworkVersion }),
      url: targetUrl,
      label: targetName,
      labelLanguage: 'en',
    })),
    ...(levels.length > 0 && { level: Math.min(...levels) }),
  };
}

/** What a line or scheme asks for. On a badge it was met: that is what its award says. */
function requirementViews(
  definition: Achievement['definition'],
  language: Language,
  records?: LearnerRecords,
): RequirementView[] {
  const requires = definition.yardstick?.requires;
  if (requires === undefined) return [];
  const stations = (definition.line?.stops ?? []).map((stop): RequirementView => {
    const record = records?.completions.find((each) => each.stationRef === stop.stationRef);
    return {
      title: textIn(stop.title, language),
      state:
        records === undefined
          ? 'asked'
          : record?.status === 'skipped'
            ? 'skipped'
            : record === undefined
              ? 'not-met'
              : 'met',
      ...(record && { date: record.completedOn }),
      ...(record?.skipReason && { explanation: textIn(record.skipReason, language) }),
    };
  });
  const ulos = requires.ulos.map(({ uloRef, minLevel }): RequirementView => {
    const ulo = definition.ulos.find(({ ref }) => ref === uloRef);
    const record = records?.assessments.filter((each) => each.uloRef === uloRef && each.passed).at(-1);
    return {
      title: ulo === undefined ? uloRef : textIn(ulo.title, language),
      state: records === undefined ? 'asked' : record === undefined ? 'skipped' : 'met',
      requiredLevel: minLevel,
      ...(record && { date: record.judgedOn, ...(record.level !== null && { reachedLevel: record.level }) }),
    };
  });
  const extra = requires.extra.map(
    (text): RequirementView => ({ title: textIn(text, language), state: records === undefined ? 'asked' : 'met' }),
  );
  return [...stations, ...ulos, ...extra];
}

export function lineView(
  line: DefinedLine,
  language: Language,
  here: readonly string[] = [],
  records?: LearnerRecords,
): LineView {
  const done = new Set(
    (records?.completions ?? []).filter(({ status }) => status === 'completed').map(({ stationRef }) => stationRef),
  );
  return {
    name: textIn(line.name, language),
    ...(line.colour !== undefined && { colour: line.colour }),
    stops: line.stops.map((stop) => ({
      title: textIn(stop.title, language),
      typeCode: stop.type,
      hours: stop.hours,
      ...(records && { done: done.has(stop.stationRef) }),
      ...(here.includes(stop.stationRef) && { here: true }),
    })),
  };
}

/** What the picture of an achievement, or of one badge, is drawn from. */
export function pictureOf(
  { definition }: Achievement,
  issuerName: string,
  language: Language,
  assessment?: Assessment,
): BadgePicture {
  const ulo = definition.kind === 'ulo' || definition.kind === 'partial-ulo' ? definition.ulos[0] : undefined;
  const colour = lineColourOf(definition);
  const role = definition.roleLevel ?? ulo?.roleLevel;
  const regulation = definition.regulation ?? ulo?.regulation;
  return {
    kind: definition.kind,
    code: definition.code,
    title: textIn(definition.name, language),
    issuer: issuerName,
    ...(definition.studyLoadHours !== undefined && {
      hours: `${definition.studyLoadHours} ${language === 'nl' ? 'uur' : 'h'}`,
    }),
    ...(definition.station && { typeCode: definition.station.type }),
    ...(colour !== undefined && { lineColour: colour }),
    ...(ulo && {
      criteria: criteriaViews(ulo, language, assessment).map(({ name, requiredLevel, reachedLevel, levels }) => ({
        name,
        required: requiredLevel,
        levels: levels.length,
        ...(reachedLevel !== undefined && { reached: reachedLevel }),
      })),
    }),
    ...(definition.line && { stops: definition.line.stops.length }),
    ...(role !== undefined && { roleCode: role }),
    ...(regulation && { regulation: textIn(regulation.name, language) }),
  };
}

/** The colour of the line itself, or of the first line that the station or ULO lies on. */
export function lineColourOf(definition: Achievement['definition']): string | undefined {
  return definition.line?.colour ?? definition.lines[0]?.colour;
}
