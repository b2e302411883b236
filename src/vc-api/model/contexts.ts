import { isObject, type JsonObject, processableContexts } from '../../openbadges/index.ts';
import { type Flaw, flaw } from './flaw.ts';

const bases = { 1: 'https://www.w3.org/2018/credentials/v1', 2: 'https://www.w3.org/ns/credentials/v2' } as const;

/** Versions of the data model: 1.1 and 2.0. */
export type Version = keyof typeof bases;

/** Definitions that a document brings along are read, but cost time wherever they apply (threats.md §2.1). */
const mostDefinitions = 200;

/** The version that a document is written in; nothing when its first context is of neither. */
export function versionOf({ '@context': contexts }: JsonObject): Version | undefined {
  const first: unknown = Array.isArray(contexts) ? contexts[0] : undefined;
  return first === bases[1] ? 1 : first === bases[2] ? 2 : undefined;
}

/**
 * `@context` (VC Data Model 2.0 §4.3, 1.1 §4.1): a list, the base first, then addresses and objects. An address that is not among the pinned
 * contexts is refused without asking anybody for it.
 */
export function checkContexts(document: JsonObject): Flaw[] {
  const contexts = document['@context'];
  if (!Array.isArray(contexts)) return [flaw(['@context'], 'a list was expected', 'PARSING_ERROR')];
  if (versionOf(document) === undefined)
    return [flaw(['@context', 0], `${bases[2]} or ${bases[1]} was expected`, 'PARSING_ERROR')];
  const given: unknown[] = contexts;
  return given.flatMap((context, index) => checkContext(context, ['@context', index]));
}

function checkContext(context: unknown, path: Flaw['path']): Flaw[] {
  if (isObject(context)) {
    return definitionsIn(context) > mostDefinitions
      ? [flaw(path, `at most ${mostDefinitions} definitions are read`, 'PARSING_ERROR')]
      : [];
  }
  if (typeof context !== 'string') return [flaw(path, 'an address or an object was expected', 'PARSING_ERROR')];
  return processableContexts.has(context) ? [] : [flaw(path, 'this context is not known here', 'PARSING_ERROR')];
}

function definitionsIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1;
  return Object.values(value).reduce((sum: number, each) => sum + definitionsIn(each), 1);
}
