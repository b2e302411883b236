import { type Finding, finding, isObject, type JsonObject, type Path } from './finding.ts';
import { placesOf } from './walk.ts';

/** Members that hold an address; readers make links of them. */
const addressMembers = new Set(['id', 'url', 'targetUrl']);

/** Only a picture or a piece of evidence may be its own address (Open Badges 3.0 §B.1 Evidence `id`, §B.7 Image `id`). */
const mayCarryData = new Set<unknown>(['Image', 'Evidence']);

/** Every address in a document is an absolute URI, and none of them is a program. */
export function checkAddresses(credential: JsonObject): Finding[] {
  const findings = [...placesOf(credential)].flatMap(({ path, name, value, holder }) => {
    if (name === undefined || !addressMembers.has(name)) return [];
    const data = name === 'id' && [holder?.type ?? []].flat().some((type) => mayCarryData.has(type));
    return checkAddress(value, path, data);
  });
  // Version 1.1 of the data model also has issuers that are only an address.
  return isObject(credential.issuer) ? findings : [...findings, ...checkAddress(credential.issuer, ['issuer'], false)];
}

function checkAddress(value: unknown, path: Path, mayBeData: boolean): Finding[] {
  const absolute = typeof value === 'string' && /^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]+$/i.test(value);
  const refused = mayBeData ? /^(javascript|vbscript):/i : /^(javascript|vbscript|data):/i;
  return absolute && !refused.test(value) ? [] : [finding('not-a-uri', path, 'an absolute URI was expected')];
}
