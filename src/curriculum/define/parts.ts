import type {
  DefinedLine,
  DefinedRubric,
  DefinedSkill,
  DefinedStation,
  DefinedUlo,
  DefinedYardstick,
  Organisation,
  Regulation,
} from '../achievement-definition.ts';
import type { Expert } from '../published.ts';
import type { Lookup } from '../rules/lookup.ts';
import type { Curriculum, Line, Rubric, Skill, Station, Ulo, Yardstick } from '../schema/document.ts';
import { stationTypeNames } from '../words.ts';

/** Everything a definition is made of: the published parts of a curriculum with their references resolved. */
export interface Parts {
  readonly skills: ReadonlyMap<string, DefinedSkill>;
  readonly regulations: ReadonlyMap<string, Regulation>;
  readonly experts: ReadonlyMap<string, Expert>;
  readonly ulos: ReadonlyMap<string, DefinedUlo>;
  readonly stations: ReadonlyMap<string, DefinedStation>;
  readonly lines: ReadonlyMap<string, DefinedLine>;
  readonly yardsticks: ReadonlyMap<string, DefinedYardstick>;
}

/** What a reference of a checked curriculum points at. */
export function resolve<Item>(items: ReadonlyMap<string, Item>, ref: string): Item {
  const item = items.get(ref);
  if (item === undefined) throw new Error(`a checked curriculum refers to ${ref}, which is not there`);
  return item;
}

function optional<Item>(items: ReadonlyMap<string, Item>, ref: string | null | undefined): Item | undefined {
  return ref === null || ref === undefined ? undefined : resolve(items, ref);
}

/** @param curriculum checked, and with published items only */
export function defineParts(curriculum: Curriculum, items: Lookup): Parts {
  const skills = byRef(curriculum.skills.map(defineSkill));
  const regulations = byRef(curriculum.regulations.map(({ id: ref, name, version }) => ({ ref, name, version })));
  const experts = byRef(
    curriculum.experts.map(
      ({ id: ref, name, organisation }): Expert => ({ ref, name, ...(organisation && { organisation }) }),
    ),
  );
  const rubrics = new Map(curriculum.rubrics.map((rubric) => [rubric.uloId, defineRubric(rubric)]));
  const ulos = byRef(curriculum.ulos.map((ulo) => defineUlo(ulo, resolve(rubrics, ulo.id), regulations, experts)));
  const stations = byRef(curriculum.stations.map((station) => defineStation(station, curriculum, items)));
  const lines = byRef(curriculum.lines.map((line) => defineLine(line, stations)));
  const yardsticks = byRef(curriculum.yardsticks.map((one) => defineYardstick(one, lines, regulations)));
  return { skills, regulations, experts, ulos, stations, lines, yardsticks };
}

function byRef<Item extends { ref: string }>(items: readonly Item[]): ReadonlyMap<string, Item> {
  return new Map(items.map((item) => [item.ref, item]));
}

function defineSkill({ id: ref, uri, kind, label, alignments }: Skill): DefinedSkill {
  return {
    ref,
    uri,
    kind,
    label,
    alignments: alignments.map(({ targetFramework, frameworkVersion, targetType, targetUrl, targetName, code }) => ({
      targetFramework,
      ...(frameworkVersion && { frameworkVersion }),
      targetType,
      targetUrl,
      targetName,
      ...(code && { targetCode: code }),
    })),
  };
}

function defineRubric({ id: ref, uri, passRule, scale, criteria }: Rubric): DefinedRubric {
  return {
    ref,
    uri,
    passRule,
    scale,
    criteria: criteria.map(({ componentId, ...criterion }) => ({ ...criterion, componentRef: componentId })),
  };
}

function defineUlo(
  ulo: Ulo,
  rubric: DefinedRubric,
  regulations: Parts['regulations'],
  experts: Parts['experts'],
): DefinedUlo {
  const regulation = optional(regulations, ulo.regulationId);
  return {
    ref: ulo.id,
    uri: ulo.uri,
    code: ulo.code,
    version: ulo.version,
    title: ulo.title,
    responsibility: ulo.responsibility,
    componentRefs: [...ulo.skills, ...ulo.knowledge],
    targetSkillLevel: ulo.targetSkillLevel,
    ...(ulo.eqfLevel && { eqfLevel: ulo.eqfLevel }),
    ...(ulo.nlqfLevel && { nlqfLevel: ulo.nlqfLevel }),
    ...(ulo.roleLevel && { roleLevel: ulo.roleLevel }),
    ...(regulation && { regulation }),
    validations: ulo.validations
      .filter(({ verdict }) => verdict === 'approved')
      .map(({ expertId, method, date }) => {
        const { name, organisation } = resolve(experts, expertId);
        return { name, ...(organisation && { organisation }), method, date };
      }),
    rubric,
  };
}

function defineStation(station: Station, { academy, stationTypes }: Curriculum, { providers }: Lookup): DefinedStation {
  const organisation = (ref: string): Organisation => {
    if (ref === academy.id) return { ref, name: academy.name, ...(academy.homepage && { url: academy.homepage }) };
    const { name, kind, homepage } = resolve(providers, ref);
    return { ref, name: { nl: name, en: name }, ...(kind && { kind }), ...(homepage && { url: homepage }) };
  };
  const { id: ref, code, uri, type, title, hours, participation, phase, uloIds, ownerId, partnerIds } = station;
  return {
    ref,
    code,
    uri,
    type,
    typeName: stationTypes.find((one) => one.code === type)?.name ?? stationTypeNames[type],
    title,
    hours,
    ...(participation && { participation }),
    ...(phase && { phase }),
    uloRefs: uloIds,
    ...(ownerId && { owner: organisation(ownerId) }),
    partners: partnerIds.map(organisation),
  };
}

function defineLine(
  { id: ref, code, name, colour, goal, phases, stops }: Line,
  stations: Parts['stations'],
): DefinedLine {
  return {
    ref,
    code,
    name,
    ...(colour && { colour }),
    goal,
    phases,
    stops: stops.map(({ position, stationId }) => {
      const { code: stationCode, title, type, hours } = resolve(stations, stationId);
      return { position, stationRef: stationId, code: stationCode, title, type, hours };
    }),
  };
}

function defineYardstick(
  { id: ref, name, badgeId, requires }: Yardstick,
  lines: Parts['lines'],
  regulations: Parts['regulations'],
): DefinedYardstick {
  const regulation = optional(regulations, requires.regulationId);
  return {
    ref,
    name,
    badgeRef: badgeId,
    requires: {
      stations: optional(lines, requires.allStationsOf)?.stops.map(({ stationRef }) => stationRef) ?? [],
      mayBeSkipped: requires.mayBeSkipped ?? 0,
      skipNeedsReason: requires.skipNeedsReason ?? true,
      ulos: requires.ulos.map(({ uloId, minLevel, maxAge }) => ({
        uloRef: uloId,
        minLevel,
        ...(maxAge && { maxAge }),
      })),
      acceptsPartialProofs: requires.acceptsPartialProofs ?? false,
      extra: requires.extra,
      ...(requires.roleLevel && { roleLevel: requires.roleLevel }),
      ...(regulation && { regulation }),
    },
  };
}
