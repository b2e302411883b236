import { isObject } from '../../openbadges/index.ts';
import { type Flaw, flaw } from './flaw.ts';

/** An absolute URL (VC Data Model 2.0 §4.4): a scheme, and nothing that an address cannot hold. */
export function isUrl(value: unknown): value is string {
  return typeof value === 'string' && /^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]+$/i.test(value);
}

/** `id` is one absolute URL when it is there; `null` and lists are none (VC Data Model 2.0 §4.4). */
export function checkId(holder: object, path: Flaw['path']): Flaw[] {
  if (!('id' in holder) || isUrl(holder.id)) return [];
  return [flaw([...path, 'id'], 'one absolute URL was expected')];
}

/** Somebody named by an absolute URL, or by an object with it as `id` (VC Data Model 2.0 §4.7 `issuer`, §4.13 `holder`). */
export function checkParty(party: unknown, path: Flaw['path']): Flaw[] {
  if (isUrl(party)) return [];
  if (!isObject(party)) return [flaw(path, 'a URL, or an object with a URL as id, was expected')];
  return isUrl(party.id) ? [] : [flaw([...path, 'id'], 'one absolute URL was expected')];
}
