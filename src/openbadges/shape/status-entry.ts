import { parseStatusListIndex } from '../bitstring.ts';
import { type Finding, finding, isObject, type JsonObject } from './finding.ts';
import { placesOf } from './walk.ts';

/**
 * Entries of a Bitstring Status List (§2.1), wherever they stand. Their members are checked one by one because the Open Badges schema does
 * not know them, and `["5"]` is signed just like `"5"`: whoever holds a revoked badge could rewrite its entry so that readers stumble over it.
 */
export function checkStatusEntries(credential: JsonObject): Finding[] {
  return [...placesOf(credential)].flatMap(({ name, path, value }) => {
    if (name !== 'credentialStatus' || !isObject(value)) return [];
    if (![value.type].flat().includes('BitstringStatusListEntry')) return [];
    return Object.entries(expected)
      .filter(([member, { holds }]) => !holds(value[member], value))
      .map(([member, { message }]) => finding('malformed-status', [...path, member], message));
  });
}

const expected: Record<string, { holds: (value: unknown, entry: JsonObject) => boolean; message: string }> = {
  type: {
    holds: (value) => value === 'BitstringStatusListEntry',
    message: 'the one type BitstringStatusListEntry was expected',
  },
  statusPurpose: {
    holds: (value) => typeof value === 'string',
    message: 'a purpose such as revocation was expected',
  },
  statusListIndex: {
    holds: (value) => parseStatusListIndex(value) !== undefined,
    message: 'a decimal string without sign or leading zeros was expected',
  },
  statusListCredential: {
    holds: (value, entry) => typeof value === 'string' && /^https?:\/\/[^\s]+$/.test(value) && value !== entry.id,
    message: 'the address of a list was expected, other than the id of the entry',
  },
};
