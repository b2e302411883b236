import { languages } from '../../platform/text.ts';
import type { Curriculum, Ulo } from '../schema/document.ts';
import { type Finding, finding, type RuleCode } from './findings.ts';
import type { Lookup } from './lookup.ts';
import { checkRole } from './roles.ts';
import { checkValidation } from './validations.ts';
import { judgeVerb } from './verbs.ts';

/**
 * What makes a unit of learning outcome. Of a draft, what is still missing is a warning; from `validated` on it refuses.
 */
export function checkUlos(curriculum: Curriculum, items: Lookup): Finding[] {
  return curriculum.ulos.flatMap((ulo, at) => [
    ...checkStatement(ulo, at),
    ...checkComponents(ulo, at, items),
    ...checkRole(ulo, ['ulos', at], items),
    ...checkValidation(ulo, at),
    ...checkRubricOf(ulo, at, items),
    ...lintVerb(ulo, at),
    ...lintStations(ulo, at, curriculum),
  ]);
}

/** A published ULO is awarded against; a retired one was. */
export function isDraft({ status }: Ulo): boolean {
  return status === 'draft' || status === 'in review';
}

export function isRetired({ status }: Ulo): boolean {
  return status === 'superseded' || status === 'retired';
}

/** Missing parts of a draft are still to come. */
function lack(ulo: Ulo, code: RuleCode, path: (string | number)[], detail: string): Finding {
  return isDraft(ulo) ? finding(code, path, detail, 'warning') : finding(code, path, detail);
}

function checkStatement(ulo: Ulo, at: number): Finding[] {
  const { statement, verb } = ulo.responsibility;
  return languages.flatMap((language) => {
    const said = statement[language];
    const start = verb[language];
    if (said === undefined) return [];
    const path = ['ulos', at, 'responsibility', 'statement', language];
    if (start === undefined || !startsWithWord(said, start)) {
      return [
        lack(ulo, 'statement-does-not-start-with-verb', path, `The statement starts with its verb "${start ?? ''}".`),
      ];
    }
    return /[.!?]\s+\p{Lu}/u.test(said)
      ? [finding('several-statements', path, 'One responsibility is one sentence; this looks like several.')]
      : [];
  });
}

function startsWithWord(said: string, start: string): boolean {
  const rest = said.slice(start.length);
  return said.toLowerCase().startsWith(start.toLowerCase()) && !/^[\p{L}\p{N}]/u.test(rest);
}

function checkComponents(ulo: Ulo, at: number, { skills }: Lookup): Finding[] {
  const found: Finding[] = [];
  if (ulo.skills.length === 0) {
    found.push(lack(ulo, 'ulo-without-skill', ['ulos', at, 'skills'], 'A ULO has at least one skill.'));
  }
  if (ulo.knowledge.length === 0) {
    found.push(lack(ulo, 'ulo-without-knowledge', ['ulos', at, 'knowledge'], 'A ULO has at least one knowledge item.'));
  }
  for (const [member, kind] of [
    ['skills', 'skill'],
    ['knowledge', 'knowledge'],
  ] as const) {
    for (const [place, id] of ulo[member].entries()) {
      const actual = skills.get(id)?.kind ?? kind;
      if (actual !== kind) {
        found.push(finding('wrong-kind-of-component', ['ulos', at, member, place], `${id} is a ${actual} item.`));
      }
    }
  }
  return found;
}

function checkRubricOf(ulo: Ulo, at: number, { rubrics }: Lookup): Finding[] {
  const path = ['ulos', at, 'rubricId'];
  if (ulo.rubricId === null || ulo.rubricId === undefined) {
    return ulo.status === 'published'
      ? [finding('ulo-without-rubric', path, 'A published ULO has a rubric by which it is judged.')]
      : [];
  }
  const owner = rubrics.get(ulo.rubricId)?.uloId ?? ulo.id;
  return owner === ulo.id ? [] : [finding('rubric-of-other-ulo', path, `${ulo.rubricId} is the rubric of ${owner}.`)];
}

function lintVerb({ responsibility: { verb }, verbReason }: Ulo, at: number): Finding[] {
  if (verbReason !== undefined) return [];
  const path = ['ulos', at, 'responsibility', 'verb'];
  const words = Object.values(verb).join(', ');
  switch (judgeVerb(verb)) {
    case 'not-observable':
      return [
        finding('verb-not-observable', path, `"${words}" can hardly be observed; choose a verb that shows a result.`),
      ];
    case 'not-on-list':
      return [
        finding(
          'verb-not-on-list',
          path,
          `"${words}" is not on our list of verbs; say why in verbReason, or ignore this.`,
        ),
      ];
    case 'on-list':
      return [];
  }
}

/** The station names the ULO, never the other way round; short codes would be found by accident. */
function lintStations(ulo: Ulo, at: number, { stations }: Curriculum): Finding[] {
  const words = new Set(
    [...Object.values(ulo.responsibility.statement), ...Object.values(ulo.responsibility.observable)].flatMap((said) =>
      (said ?? '').split(/[^\p{L}\p{N}_-]+/u),
    ),
  );
  return stations
    .filter(({ code }) => code.length > 3 && words.has(code))
    .map(({ code }) =>
      finding('ulo-mentions-station', ['ulos', at, 'responsibility'], `This mentions the station ${code}.`),
    );
}
