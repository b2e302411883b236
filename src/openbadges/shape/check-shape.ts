import { checkContexts } from './contexts.ts';
import { checkDates } from './dates.ts';
import { type Finding, finding, isObject, type JsonObject } from './finding.ts';
import { checkMembers } from './members.ts';
import { checkReferences } from './references.ts';
import { checkSchema } from './schema.ts';

/**
 * Everything about an Open Badge that can be checked before its signature (threats.md §2.2 to §2.5). The order is from cheap to dear: a
 * document that fails early never reaches JSON-LD.
 * @param document parsed strictly
 * @returns what is wrong; empty when nothing is
 */
export function checkShape(document: unknown): Finding[] {
  if (!isObject(document)) return [finding('not-an-object', [], 'a badge is one JSON object')];
  const contexts = checkContexts(document['@context']);
  if (contexts.length > 0) return contexts;
  const members = checkMembers(document);
  if (members.length > 0) return members;
  const types = checkTypes(document);
  if (types.length > 0) return types;
  const schema = checkSchema(document);
  if (schema.length > 0) return schema;
  return [...checkDates(document), ...checkReferences(document)];
}

/** Open Badges 3.0 §B.1: `VerifiableCredential` and `OpenBadgeCredential` (or its older name). */
function checkTypes(document: JsonObject): Finding[] {
  const types = [document['type'] ?? []].flat();
  const isBadge = types.includes('OpenBadgeCredential') || types.includes('AchievementCredential');
  return isBadge && types.includes('VerifiableCredential') ? [] : [finding('not-a-credential', ['type'], 'VerifiableCredential and OpenBadgeCredential were expected')];
}
