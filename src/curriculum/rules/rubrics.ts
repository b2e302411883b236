import type { Criterion, Curriculum, Rubric } from '../schema/document.ts';
import { type Finding, finding } from './findings.ts';
import type { Lookup } from './lookup.ts';
import { isDraft } from './ulos.ts';

/** A rubric belongs to exactly one ULO; each criterion has every level of the scale, low to high, and requires one of them. */
export function checkRubrics(curriculum: Curriculum, items: Lookup): Finding[] {
  const judged = new Map<string, string>();
  return curriculum.rubrics.flatMap((rubric, at) => [
    ...checkOwner(rubric, at, items, judged),
    ...checkScale(rubric, at, items),
    ...rubric.criteria.flatMap((criterion, place) => checkCriterion(rubric, criterion, at, place, items)),
  ]);
}

function checkOwner({ id, uloId }: Rubric, at: number, { ulos }: Lookup, judged: Map<string, string>): Finding[] {
  const path = ['rubrics', at, 'uloId'];
  const other = judged.get(uloId);
  judged.set(uloId, id);
  if (other !== undefined) return [finding('several-rubrics', path, `${uloId} is judged by ${other} already.`)];
  const named = ulos.get(uloId)?.rubricId ?? id;
  return named === id ? [] : [finding('rubric-of-other-ulo', path, `${uloId} names ${named} as its rubric.`)];
}

function checkScale({ scale, criteria, uloId }: Rubric, at: number, { ulos }: Lookup): Finding[] {
  const ulo = ulos.get(uloId);
  const found: Finding[] = [];
  if (scale.some((level, step) => step > 0 && level <= (scale[step - 1] ?? 0))) {
    found.push(
      finding(
        'scale-not-ascending',
        ['rubrics', at, 'scale'],
        `A scale goes up, each level once: ${scale.join(', ')}.`,
      ),
    );
  }
  if (criteria.length === 0) {
    const severity = ulo !== undefined && isDraft(ulo) ? 'warning' : 'error';
    found.push(
      finding(
        'rubric-without-criterion',
        ['rubrics', at, 'criteria'],
        'A rubric has at least one criterion.',
        severity,
      ),
    );
  }
  return found;
}

function checkCriterion(
  { scale, uloId }: Rubric,
  { levels, requiredLevel, componentId }: Criterion,
  at: number,
  place: number,
  { ulos }: Lookup,
): Finding[] {
  const path = ['rubrics', at, 'criteria', place];
  const described = levels.map(({ level }) => level);
  const ulo = ulos.get(uloId);
  const found: Finding[] = [];
  if (described.join() !== scale.join()) {
    found.push(
      finding(
        'levels-do-not-match-scale',
        [...path, 'levels'],
        `Exactly the levels ${scale.join(', ')} were expected, in this order; these are ${described.join(', ')}.`,
      ),
    );
  }
  if (!scale.includes(requiredLevel)) {
    found.push(
      finding(
        'required-level-not-on-scale',
        [...path, 'requiredLevel'],
        `The scale is ${scale.join(', ')}, not ${requiredLevel}.`,
      ),
    );
  }
  if (ulo !== undefined && ![...ulo.skills, ...ulo.knowledge].includes(componentId)) {
    found.push(
      finding(
        'component-not-of-ulo',
        [...path, 'componentId'],
        `${componentId} is not a skill or knowledge item of ${uloId}.`,
      ),
    );
  }
  return found;
}
