import { isObject, type JsonObject, parseStatusListIndex } from '../../openbadges/index.ts';
import type { Version } from './contexts.ts';
import { type Flaw, flaw } from './flaw.ts';
import { checkId, isUrl } from './identifiers.ts';
import { hasType } from './types.ts';

/** Which of the members that say what kind of thing they are need an address too, by version (VC Data Model 2.0 §4.10, §4.11, §5; 1.1 §4.9, §5). */
const needsId: Readonly<Record<string, readonly Version[]>> = {
  credentialStatus: [1],
  credentialSchema: [1, 2],
  refreshService: [1],
  termsOfUse: [],
  evidence: [],
};

/** Members that hold one or more objects, each with a `type`. */
export function checkParts(credential: JsonObject, version: Version): Flaw[] {
  return Object.entries(needsId).flatMap(([name, versions]) => {
    if (!(name in credential)) return [];
    const value = credential[name];
    const one = !Array.isArray(value);
    const parts: unknown[] = one ? [value] : value;
    return parts.flatMap((part, index) =>
      checkPart(part, [name, ...(one ? [] : [index])], versions.includes(version), name === 'credentialStatus'),
    );
  });
}

function checkPart(part: unknown, path: Flaw['path'], withId: boolean, isStatus: boolean): Flaw[] {
  if (!isObject(part)) return [flaw(path, 'an object was expected')];
  if (!hasType(part)) return [flaw([...path, 'type'], 'a type was expected')];
  if (withId && part.id === undefined) return [flaw([...path, 'id'], 'one absolute URL was expected')];
  return [...checkId(part, path), ...(isStatus ? checkStatusEntry(part, path) : [])];
}

/** An entry of a Bitstring Status List (§2.1). */
function checkStatusEntry(entry: JsonObject, path: Flaw['path']): Flaw[] {
  if (![entry.type].flat().includes('BitstringStatusListEntry')) return [];
  const { statusPurpose, statusListIndex, statusListCredential, id } = entry;
  const flaws: Flaw[] = [];
  if (typeof statusPurpose !== 'string' || statusPurpose === '')
    flaws.push(flaw([...path, 'statusPurpose'], 'a purpose such as revocation was expected'));
  if (parseStatusListIndex(statusListIndex) === undefined)
    flaws.push(flaw([...path, 'statusListIndex'], 'a decimal string without sign or leading zeros was expected'));
  if (!isUrl(statusListCredential))
    flaws.push(flaw([...path, 'statusListCredential'], 'the address of a list was expected'));
  if (id !== undefined && id === statusListCredential)
    flaws.push(flaw([...path, 'id'], 'another address than that of the list was expected'));
  return flaws;
}
