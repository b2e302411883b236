import { findIssuerByDid } from '../issuers/index.ts';
import { isObject, type JsonObject, parseStatusListIndex } from '../openbadges/index.ts';
import type { Deps } from '../platform/deps.ts';
import { findListByUrl, listEntryStates } from '../status/index.ts';
import type { Check } from './verdict.ts';

const status = (outcome: Check['outcome'], code: string, message: string): Check => ({
  name: 'status',
  outcome,
  code,
  message,
});

/**
 * Looks up what the issuer says of the badge today (Bitstring Status List §3.2). Lists of this service are read from the same rows that they
 * are published from, so that a change holds at once and suspended can be told from revoked. A list that cannot be read is never "valid".
 */
export async function checkStatus(
  on: Deps,
  { id, credentialStatus: entry }: JsonObject,
  issuerId: string,
): Promise<Check> {
  if (entry === undefined)
    return status('passed', 'no-status', 'The issuer has not provided a way to withdraw this badge.');
  if (!isObject(entry) || entry.type !== 'BitstringStatusListEntry')
    return status('unknown', 'unsupported-status', 'The kind of status list is not one that can be read here.');
  const index = parseStatusListIndex(entry.statusListIndex);
  const url = entry.statusListCredential;
  if (index === undefined || typeof url !== 'string')
    return status('failed', 'malformed-status', 'The place in the status list is not written as it should be.');
  const list = await findListByUrl(on.database, url);
  if (list === undefined)
    return status(
      'unknown',
      'list-not-reachable',
      'The status list could not be read, so it is not known whether the badge was withdrawn.',
    );
  const owner = await findIssuerByDid(on.database, issuerId);
  if (owner?.id !== list.issuerId)
    return status('failed', 'list-of-another-issuer', 'The status list is that of another issuer.');
  if (index >= list.length) return status('failed', 'index-out-of-range', 'The place lies outside the status list.');
  // A copy that was issued again is judged by the newest issue of that badge: only when that one holds, there is something to look for.
  const states = await listEntryStates(on.database, url, index);
  const state = states.at(-1);
  if (states.length > 1 && state === 'valid')
    return {
      ...status('failed', 'replaced', 'There is a newer issue of this badge; this copy of it no longer counts.'),
      ...(typeof id === 'string' && { newer: id }),
    };
  if (state === 'revoked') return status('failed', 'revoked', 'The issuer has revoked this badge.');
  if (state === 'suspended') return status('failed', 'suspended', 'The issuer has suspended this badge for now.');
  return status('passed', 'not-withdrawn', 'Not revoked and not suspended, by the status list of this moment.');
}
