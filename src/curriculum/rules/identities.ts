import type { Curriculum } from '../schema/document.ts';
import { type Finding, finding, type Path } from './findings.ts';
import { sections } from './lookup.ts';

type Named = readonly [value: string, path: Path];

/** Ids are unique over the whole document (an owner is the academy or a provider); codes and URIs within their kind. */
export function checkIdentities(curriculum: Curriculum): Finding[] {
  return [
    ...repeated(allIds(curriculum), (id, path) => finding('duplicate-id', path, `The id ${id} is taken already.`)),
    ...(['ulos', 'stations', 'lines'] as const).flatMap((section) =>
      repeated(
        curriculum[section].map(({ code }, at): Named => [code, [section, at, 'code']]),
        (code, path) => finding('duplicate-code', path, `The code ${code} is taken already.`),
      ),
    ),
    ...repeated(allUris(curriculum), (uri, path) => finding('duplicate-uri', path, `The URI ${uri} is taken already.`)),
  ];
}

function allIds(curriculum: Curriculum): Named[] {
  const { academy, metroMap, rubrics } = curriculum;
  return [
    [academy.id, ['academy', 'id']],
    ...(metroMap ? [[metroMap.id, ['metroMap', 'id']] satisfies Named] : []),
    ...sections.flatMap((section) => curriculum[section].map(({ id }, at): Named => [id, [section, at, 'id']])),
    ...rubrics.flatMap(({ criteria }, at) =>
      criteria.map(({ id }, place): Named => [id, ['rubrics', at, 'criteria', place, 'id']]),
    ),
  ];
}

function allUris({ skills, ulos, rubrics, stations, badges }: Curriculum): Named[] {
  return [
    ...skills.map(({ uri }, at): Named => [uri, ['skills', at, 'uri']]),
    ...ulos.map(({ uri }, at): Named => [uri, ['ulos', at, 'uri']]),
    ...stations.map(({ uri }, at): Named => [uri, ['stations', at, 'uri']]),
    ...badges.flatMap(({ uri }, at): Named[] => (uri === undefined ? [] : [[uri, ['badges', at, 'uri']]])),
    ...rubrics.flatMap(({ uri, criteria }, at): Named[] => [
      [uri, ['rubrics', at, 'uri']],
      ...criteria.flatMap(({ levels }, place) =>
        levels.map((level, step): Named => [level.uri, ['rubrics', at, 'criteria', place, 'levels', step, 'uri']]),
      ),
    ]),
  ];
}

function repeated(named: readonly Named[], report: (value: string, path: Path) => Finding): Finding[] {
  const seen = new Set<string>();
  return named.flatMap(([value, path]) => {
    if (seen.has(value)) return [report(value, path)];
    seen.add(value);
    return [];
  });
}
