import { isObject, type JsonObject, parseStrictJson, StrictJsonError } from '../../openbadges/index.ts';
import type { Sources, Unavailable } from '../judge/sources.ts';

/** Asks for public documents: the one way out that looking up keys has. */
export type Fetch = Sources['fetch'];

/** What documents of keys are served as. Static hosts know no `did.json`, so that `application/octet-stream` is met too. */
const keyDocuments = [
  'application/did+json',
  'application/did+ld+json',
  'application/did',
  'application/cid',
  'application/jwk-set+json',
  'application/jwk+json',
  'application/ld+json',
  'application/json',
  'application/octet-stream;q=0.5',
  'text/plain;q=0.5',
].join(', ');

const largest = 1024 * 1024;
const limits = { bytes: largest, depth: 16, nodes: 10_000, arrayItems: 1_000, stringLength: 65_536 };

/** Asks for a document of keys and reads it strictly: what two programs read differently is nobody's key. */
export async function readObject(url: string, fetch: Fetch): Promise<JsonObject | Unavailable> {
  const answer = await fetch(url, { accept: keyDocuments, largest });
  if (typeof answer === 'string') return answer;
  try {
    const value = parseStrictJson(answer.bytes, limits);
    return isObject(value) ? value : 'malformed';
  } catch (error) {
    if (error instanceof StrictJsonError) return 'malformed';
    throw error;
  }
}
