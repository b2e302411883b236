import type { DefinedUlo } from '../curriculum/index.ts';

/** A criterion on which less was reached than required. */
export interface Shortfall {
  readonly criterion: string;
  readonly reached: number;
  readonly required: number;
}

/** What a rubric says of one assessment. */
export interface Judgement {
  readonly passed: boolean;
  /** Skill level 1–5 that was shown; nothing when not passed. */
  readonly level: number | null;
  readonly shortfalls: readonly Shortfall[];
}

/**
 * Judges the levels reached by the rubric of a ULO: passed when every criterion is at or above its required level
 * (Katapult toolkit, "rubric").
 *
 * Passing proves the level that the ULO was published at, because the rubric is the definition of that ULO at that level, also where a
 * criterion asks for less than it (WP-02 asks 3 and 2, and is a ULO of level 3). Only when every criterion lies above it, more is proven.
 */
export function judge(
  ulo: Pick<DefinedUlo, 'rubric' | 'targetSkillLevel'>,
  reached: readonly { criterion: string; level: number }[],
): Judgement {
  const levels = new Map(reached.map(({ criterion, level }) => [criterion, level]));
  const shortfalls = ulo.rubric.criteria
    .map(({ id, requiredLevel }) => ({ criterion: id, reached: levels.get(id) ?? 0, required: requiredLevel }))
    .filter((each) => each.reached < each.required);
  if (shortfalls.length > 0) return { passed: false, level: null, shortfalls };
  const lowest = Math.min(...ulo.rubric.criteria.map(({ id }) => levels.get(id) ?? 0));
  return { passed: true, level: Math.max(ulo.targetSkillLevel, lowest), shortfalls: [] };
}

/**
 * The skills and knowledge of a ULO that an assessment shows by itself: those with at least one criterion, all of them met.
 * @param minLevel skill level to be shown; only above the level of the ULO it asks more of the criteria than the rubric does
 */
export function componentsShown(
  ulo: Pick<DefinedUlo, 'rubric' | 'targetSkillLevel'>,
  reached: readonly { criterion: string; level: number }[],
  minLevel = 1,
): Set<string> {
  const levels = new Map(reached.map(({ criterion, level }) => [criterion, level]));
  const shown = new Set(ulo.rubric.criteria.map((criterion) => criterion.componentRef));
  const least = minLevel > ulo.targetSkillLevel ? minLevel : 0;
  for (const { id, componentRef, requiredLevel } of ulo.rubric.criteria) {
    if ((levels.get(id) ?? 0) < Math.max(requiredLevel, least)) shown.delete(componentRef);
  }
  return shown;
}
