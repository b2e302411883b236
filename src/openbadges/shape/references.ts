import { type Finding, finding, isObject, type JsonObject } from './finding.ts';

/**
 * What neither the schema nor the official validator checks: the recipient is named, and every result points at a criterion and level of
 * the same achievement (openbadges-3.md §2.6 and §2.8).
 */
export function checkReferences(credential: JsonObject): Finding[] {
  const { credentialSubject: subject } = credential;
  if (!isObject(subject)) return [finding('schema', ['credentialSubject'], 'one object was expected')];
  const { achievement } = subject;
  if (!isObject(achievement))
    return [finding('schema', ['credentialSubject', 'achievement'], 'one object was expected')];
  const named = subject.id !== undefined || subject.identifier !== undefined;
  const levelsOf = levelsOfDescriptions(achievement);
  return [
    ...(named ? [] : [finding('no-recipient', ['credentialSubject'], 'an id or an identifier was expected')]),
    ...checkRequiredLevels(achievement, levelsOf),
    ...checkResults(subject, levelsOf),
  ];
}

/** The ids of the levels of each result description, by the id of the description. */
type Levels = ReadonlyMap<unknown, ReadonlySet<unknown>>;

function levelsOfDescriptions(achievement: JsonObject): Levels {
  return new Map(
    list(achievement.resultDescription).map(({ id, rubricCriterionLevel }) => [
      id,
      new Set(list(rubricCriterionLevel).map((level) => level.id)),
    ]),
  );
}

function checkRequiredLevels(achievement: JsonObject, levelsOf: Levels): Finding[] {
  return list(achievement.resultDescription).flatMap(({ id, requiredLevel }, index) => {
    if (requiredLevel === undefined || levelsOf.get(id)?.has(requiredLevel)) return [];
    const path = ['credentialSubject', 'achievement', 'resultDescription', index, 'requiredLevel'];
    return [finding('unresolved-reference', path, 'one of the levels of this criterion was expected')];
  });
}

/** The level may belong to another description: the complete example of the specification itself has one like that. */
function checkResults(subject: JsonObject, levelsOf: Levels): Finding[] {
  const levels = new Set([...levelsOf.values()].flatMap((each) => [...each]));
  return list(subject.result).flatMap(({ resultDescription, achievedLevel }, index) => {
    const path = ['credentialSubject', 'result', index];
    const findings: Finding[] = [];
    if (resultDescription !== undefined && !levelsOf.has(resultDescription)) {
      const message = 'a result description of this achievement was expected';
      findings.push(finding('unresolved-reference', [...path, 'resultDescription'], message));
    }
    if (achievedLevel !== undefined && !levels.has(achievedLevel))
      findings.push(
        finding('unresolved-reference', [...path, 'achievedLevel'], 'a level of this achievement was expected'),
      );
    return findings;
  });
}

function list(value: unknown): JsonObject[] {
  return [value ?? []].flat().filter(isObject);
}
