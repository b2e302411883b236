import { findIssuerByDid } from '../../issuers/index.ts';
import { isObject, type JsonObject, parseStatusListIndex } from '../../openbadges/index.ts';
import type { Deps } from '../../platform/deps.ts';
import { findListByUrl, listEntryStates } from '../../status/index.ts';
import { type Check, check } from '../judge/verdict.ts';

/**
 * What our own records say of a badge. Lists of this service are read from the same rows that they are published from, so that a change
 * holds at once and suspended can be told from revoked.
 * @returns nothing when the badge is in no list of ours
 */
export async function ownStatus(
  on: Deps,
  { id, credentialStatus: entry }: JsonObject,
  issuerId: string,
): Promise<Check | undefined> {
  if (!isObject(entry) || entry.type !== 'BitstringStatusListEntry') return undefined;
  const index = parseStatusListIndex(entry.statusListIndex);
  const url = entry.statusListCredential;
  if (index === undefined || typeof url !== 'string') return check('status', 'failed', 'malformed-status');
  const list = await findListByUrl(on.database, url);
  if (list === undefined) return undefined;
  const owner = await findIssuerByDid(on.database, issuerId);
  if (owner?.id !== list.issuerId) return check('status', 'failed', 'list-of-another-issuer');
  if (index >= list.length) return check('status', 'failed', 'index-out-of-range');
  // A copy that was issued again is judged by the newest issue of that badge: only when that one holds, there is something to look for.
  const states = await listEntryStates(on.database, url, index);
  const state = states.at(-1);
  if (states.length > 1 && state === 'valid')
    return check('status', 'failed', 'replaced', typeof id === 'string' ? { newer: id } : {});
  if (state === 'revoked') return check('status', 'failed', 'revoked');
  if (state === 'suspended') return check('status', 'failed', 'suspended');
  return check('status', 'passed', 'not-withdrawn');
}
