import { isObject, type JsonObject } from '../openbadges/index.ts';

/** The member when it is an object, else an empty one. */
export function objectIn(parent: JsonObject, name: string): JsonObject {
  const value = parent[name];
  return isObject(value) ? value : {};
}

/** The objects of a member that may be one or a list (JSON-LD 1.1 §4.3). */
export function childrenOf(parent: JsonObject, name: string): JsonObject[] {
  return [parent[name] ?? []].flat().filter(isObject);
}

/** They turn the direction of whatever stands around them, so that a name could rewrite our own sentence (UAX #9 §2). */
const directions = /[\u202A-\u202E\u2066-\u2069]/g;

/** The member when it is a text with something in it, to be shown. */
export function textIn(parent: JsonObject, name: string): string | undefined {
  const value = parent[name];
  const text = typeof value === 'string' ? value.replaceAll(directions, '') : '';
  return text === '' ? undefined : text;
}

/** The day as the issuer wrote it: the last second of 23 July in their zone is not 24 July because the reader lives further east. */
export function dayIn(parent: JsonObject, name: string): string | undefined {
  return textIn(parent, name)?.slice(0, 10);
}

/** The number of a rubric level, which Open Badges writes as text (§B.1 RubricCriterionLevel). */
export function numberedLevel(level: JsonObject): number | undefined {
  const text = textIn(level, 'level');
  return text !== undefined && /^\d{1,2}$/.test(text) ? Number(text) : undefined;
}
