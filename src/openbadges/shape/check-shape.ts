import { checkAddresses } from './addresses.ts';
import { checkContexts } from './contexts.ts';
import { checkDates } from './dates.ts';
import { type Finding, finding, isObject, type JsonObject } from './finding.ts';
import { checkMembers } from './members.ts';
import { checkNeededContexts } from './needed-contexts.ts';
import { checkOneCredential } from './one-credential.ts';
import { checkReferences } from './references.ts';
import { checkSchema } from './schema.ts';
import { checkStatusEntries } from './status-entry.ts';

/** From cheap to dear, and each may rely on what those before it have made sure: a document that fails early goes no further. */
const stages: readonly ((document: JsonObject) => Finding[])[] = [
  (document) => checkContexts(document['@context']),
  (document) => checkMembers(document),
  (document) => [...checkNeededContexts(document), ...checkOneCredential(document)],
  checkTypes,
  checkSchema,
  (document) => [
    ...checkDates(document),
    ...checkAddresses(document),
    ...checkStatusEntries(document),
    ...checkReferences(document),
  ],
];

/**
 * Everything about an Open Badge that can be checked before its signature and before any JSON-LD processing (threats.md §2.2 to §2.5).
 * @param document parsed strictly
 * @returns what is wrong at the first stage that finds something; empty when nothing is
 */
export function checkShape(document: unknown): Finding[] {
  if (!isObject(document)) return [finding('not-an-object', [], 'a badge is one JSON object')];
  for (const stage of stages) {
    const findings = stage(document);
    if (findings.length > 0) return findings;
  }
  return [];
}

/** Open Badges 3.0 §B.1: `VerifiableCredential` and `OpenBadgeCredential` (or its older name). */
function checkTypes(document: JsonObject): Finding[] {
  const types = [document.type ?? []].flat();
  const isBadge = types.includes('OpenBadgeCredential') || types.includes('AchievementCredential');
  if (isBadge && types.includes('VerifiableCredential')) return [];
  return [finding('not-a-credential', ['type'], 'VerifiableCredential and OpenBadgeCredential were expected')];
}
