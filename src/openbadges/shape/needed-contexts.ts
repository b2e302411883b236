import { type Finding, finding, isObject, type JsonObject } from './finding.ts';
import { termsOf } from './terms.ts';
import { placesOf } from './walk.ts';

/** The base and Open Badges itself are always there. */
const always = 2;

/**
 * Contexts beyond the first two must each define a name that the document uses and that no context before it defines. The list of contexts is
 * not covered by a signature: without this rule, any known context that changes nothing could be added after signing.
 */
export function checkNeededContexts(document: JsonObject): Finding[] {
  return [...placesOf(document)].flatMap(({ path, value }) => {
    if (!isObject(value) || !Array.isArray(value['@context'])) return [];
    const used = namesIn(value);
    const contexts = value['@context'];
    return contexts.flatMap((context, index) => {
      const earlier = contexts.slice(0, index).map((each) => termsOf(each).all);
      const needed = [...termsOf(context).outer].some(
        (name) => used.has(name) && !earlier.some((defined) => defined.has(name)),
      );
      return index < always || needed
        ? []
        : [finding('context-not-needed', [...path, '@context', index], 'nothing in the badge needs this context')];
    });
  });
}

/** The names of members and of types, which are what contexts define. */
function namesIn(document: JsonObject): Set<string> {
  const names = new Set<string>();
  for (const { name, value } of placesOf(document)) {
    if (name !== undefined) names.add(name);
    if (name === 'type' && typeof value === 'string') names.add(value);
  }
  return names;
}
