import { type Finding, finding, isObject, type JsonObject } from './finding.ts';

/**
 * What neither the schema nor the official validator checks: the recipient is named, ids are absolute, and every result points at a criterion and
 * level of the same achievement (openbadges-3.md §2.6 and §2.8).
 */
export function checkReferences(credential: JsonObject): Finding[] {
  const { issuer, credentialSubject: subject } = credential;
  if (!isObject(subject) || !isObject(subject['achievement'])) return [];
  const { achievement } = subject;
  return [
    ...checkUri(credential['id'], ['id']),
    ...checkUri(isObject(issuer) ? issuer['id'] : issuer, isObject(issuer) ? ['issuer', 'id'] : ['issuer']),
    ...checkUri(achievement['id'], ['credentialSubject', 'achievement', 'id']),
    ...(subject['id'] === undefined ? [] : checkUri(subject['id'], ['credentialSubject', 'id'])),
    ...(subject['id'] === undefined && subject['identifier'] === undefined
      ? [finding('no-recipient', ['credentialSubject'], 'an id or an identifier of the recipient was expected')]
      : []),
    ...checkResults(subject, achievement),
  ];
}

function checkUri(value: unknown, path: PropertyKey[]): Finding[] {
  const good = typeof value === 'string' && /^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]+$/i.test(value) && !/^(javascript|data|vbscript):/i.test(value);
  return good ? [] : [finding('not-a-uri', path, 'an absolute URI was expected')];
}

function checkResults(subject: JsonObject, achievement: JsonObject): Finding[] {
  const levelsOf = new Map<unknown, Set<unknown>>();
  const findings: Finding[] = [];
  list(achievement['resultDescription']).forEach((description, index) => {
    const levels = new Set(list(description['rubricCriterionLevel']).map((level) => level['id']));
    levelsOf.set(description['id'], levels);
    if (description['requiredLevel'] !== undefined && !levels.has(description['requiredLevel'])) {
      const path = ['credentialSubject', 'achievement', 'resultDescription', index, 'requiredLevel'];
      findings.push(finding('unresolved-reference', path, 'one of the levels of this criterion was expected'));
    }
  });
  list(subject['result']).forEach((result, index) => {
    const path = ['credentialSubject', 'result', index];
    const levels = levelsOf.get(result['resultDescription']);
    if (result['resultDescription'] !== undefined && levels === undefined) {
      findings.push(finding('unresolved-reference', [...path, 'resultDescription'], 'a result description of this achievement was expected'));
    } else if (result['achievedLevel'] !== undefined && !levels?.has(result['achievedLevel'])) {
      findings.push(finding('unresolved-reference', [...path, 'achievedLevel'], 'a level of that criterion was expected'));
    }
  });
  return findings;
}

function list(value: unknown): JsonObject[] {
  return [value ?? []].flat().filter(isObject);
}
