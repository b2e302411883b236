import type { JsonObject } from '../../openbadges/index.ts';
import { type Flaw, flaw } from './flaw.ts';

/**
 * `type` (VC Data Model 2.0 §4.5): a list of strings, one of which says what the document is. Whether each stands for an address is seen when
 * the document is expanded.
 */
export function checkTypes({ type }: JsonObject, expected: string): Flaw[] {
  if (!Array.isArray(type) || type.length === 0) return [flaw(['type'], 'a list of strings was expected')];
  const types: unknown[] = type;
  const wrong = types.findIndex((each) => typeof each !== 'string' || each === '');
  if (wrong >= 0) return [flaw(['type', wrong], 'a string was expected')];
  return types.includes(expected) ? [] : [flaw(['type'], `${expected} was expected among them`)];
}

/** Whether something inside a document says what it is: one or more strings. */
export function hasType({ type }: JsonObject): boolean {
  const types: unknown[] = Array.isArray(type) ? type : [type];
  return types.length > 0 && types.every((each) => typeof each === 'string' && each !== '');
}
