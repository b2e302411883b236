import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import manifest from '../../../contexts/manifest.json' with { type: 'json' };
import { isObject, type JsonObject } from '../../openbadges/index.ts';
import { type Flaw, flaw } from './flaw.ts';
import { isUrl } from './identifiers.ts';

/** `relatedResource` (VC Data Model 2.0 §5.3): each once, with a digest; and that digest is right where the resource is known here. */
export function checkRelatedResources(credential: JsonObject): Flaw[] {
  if (!('relatedResource' in credential)) return [];
  const resources: unknown[] = [credential.relatedResource].flat();
  const seen = new Set<unknown>();
  return resources.flatMap((resource, index) => {
    const path = ['relatedResource', index];
    if (!isObject(resource)) return [flaw(path, 'an object was expected')];
    const { id, digestSRI, digestMultibase } = resource;
    if (!isUrl(id)) return [flaw([...path, 'id'], 'one absolute URL was expected')];
    if (seen.has(id)) return [flaw([...path, 'id'], 'this resource is named before')];
    seen.add(id);
    const digests = [digestSRI, digestMultibase].filter((each) => each !== undefined);
    if (digests.length === 0 || digests.some((each) => typeof each !== 'string' || each === ''))
      return [flaw(path, 'digestSRI or digestMultibase was expected')];
    const bytes = bytesOf(id);
    if (bytes === undefined) return [];
    return [
      ...(fitsSri(digestSRI, bytes) ? [] : [flaw([...path, 'digestSRI'], 'this is not its digest')]),
      ...(fitsMultibase(digestMultibase, bytes) ? [] : [flaw([...path, 'digestMultibase'], 'this is not its digest')]),
    ];
  });
}

/** The files that we serve and process ourselves; nobody is asked for others. */
function bytesOf(url: string): Buffer | undefined {
  const known = manifest.find((each) => each.url === url);
  return known && readFileSync(new URL(`../../../contexts/${known.file}`, import.meta.url));
}

/** Subresource Integrity §3.5: the algorithm, a hyphen, base64; several are parted by blanks, and one of them has to fit. */
function fitsSri(digest: unknown, bytes: Buffer): boolean {
  if (typeof digest !== 'string') return true;
  return digest.split(/\s+/).some((each) => {
    const [, algorithm, value] = /^(sha256|sha384|sha512)-([A-Za-z0-9+/]+={0,2})$/.exec(each) ?? [];
    return algorithm !== undefined && createHash(algorithm).update(bytes).digest('base64') === value;
  });
}

/** Multihash headers (Controlled Identifiers 1.0 §2.5): the algorithm and the length of its digest. */
const headers: Readonly<Record<string, readonly number[]>> = { sha256: [0x12, 32], sha384: [0x20, 48] };

/** In base64url, as the specification writes it; another base is not looked into. */
function fitsMultibase(digest: unknown, bytes: Buffer): boolean {
  if (typeof digest !== 'string' || !digest.startsWith('u')) return true;
  return Object.entries(headers).some(([algorithm, header]) => {
    const hash = createHash(algorithm).update(bytes).digest();
    // The examples of W3C leave the header out.
    const forms = [Buffer.concat([Buffer.from(header), hash]), hash];
    return forms.some((form) => form.toString('base64url') === digest.slice(1));
  });
}
