import { type Finding, finding, isObject, type JsonObject } from './finding.ts';
import { placesOf } from './walk.ts';

/**
 * Nothing inside a badge is the badge again. Statements about one id may stand wherever that id does under the same signature: a second
 * object of that id and class could take over `credentialStatus` or `validUntil`, where no reader looks for them.
 */
export function checkOneCredential(document: JsonObject): Finding[] {
  const classes = new Set([document.type].flat());
  return [...placesOf(document)].flatMap(({ path, value }) =>
    path.length > 0 &&
    isObject(value) &&
    value.id === document.id &&
    [value.type].flat().some((type) => classes.has(type))
      ? [finding('repeated-id', [...path, 'id'], 'the id of something else than the badge itself was expected')]
      : [],
  );
}
