import { isObject, type JsonObject } from '../../../openbadges/index.ts';
import { issuerOf } from '../issuer-of.ts';
import type { Sources } from '../sources.ts';
import { type Check, check } from '../verdict.ts';
import { largestList, readJson } from './read-json.ts';

/**
 * What a 1EdTech revocation list says of a badge (Open Badges 3.0 §9.1 step 3): a document at the address that the badge names, with the ids
 * of what was revoked. It carries no signature; the address is in the badge, which is signed, and the site proves itself by its certificate.
 * @param address the id of the entry
 */
export async function revocationListStatus(badge: JsonObject, address: unknown, from: Sources): Promise<Check> {
  if (typeof address !== 'string' || !address.startsWith('https://') || typeof badge.id !== 'string')
    return check('status', 'failed', 'malformed-status');
  const answer = await from.fetch(address, { accept: 'application/json, application/ld+json', largest: largestList });
  if (typeof answer === 'string')
    return check('status', 'not-checked', answer === 'malformed' ? 'list-unreadable' : 'list-not-reachable');
  const list = readJson(answer.bytes);
  if (list === undefined || !Array.isArray(list.revokedCredential))
    return check('status', 'not-checked', 'list-unreadable', { detail: 'a list revokedCredential was expected' });
  if (list.id !== undefined && list.id !== address) return check('status', 'not-checked', 'list-of-another-address');
  if (list.issuer !== undefined && issuerOf(list) !== issuerOf(badge))
    return check('status', 'failed', 'list-of-another-issuer');
  // An entry without `revoked` is revoked; only the word false takes it back.
  const entry = list.revokedCredential.find(
    (each: unknown) => isObject(each) && each.id === badge.id && each.revoked !== false,
  );
  if (entry === undefined) return check('status', 'passed', 'not-withdrawn');
  const { revocationReason: reason } = entry;
  return check('status', 'failed', 'revoked', typeof reason === 'string' ? { detail: reason.slice(0, 300) } : {});
}
