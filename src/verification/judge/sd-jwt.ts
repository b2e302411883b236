import { isObject, type JsonObject, parseStrictJson, StrictJsonError } from '../../openbadges/index.ts';
import { badgeLimits } from './limits.ts';

/** A part that the holder chose to show (RFC 9901 §4.2): of an object with its name, of a list without. */
interface Disclosure {
  readonly name?: string;
  readonly value: unknown;
}

/** A token that is more than a JWT: parts that the holder shows stand behind it, and perhaps a proof of the holder (RFC 9901 §4). */
export interface SelectiveToken {
  readonly jwt: string;
  readonly disclosures: readonly string[];
}

/** Thrown inside for what a verifier must reject (RFC 9901 §7.1). */
class Unacceptable extends Error {}

/** Takes an SD-JWT apart; nothing for another token. The proof of the holder is about this showing and not about the badge, so it is left out. */
export function readSelective(token: string): SelectiveToken | undefined {
  if (!token.includes('~') || token.length > 4 * badgeLimits.bytes) return undefined;
  const [jwt = '', ...rest] = token.split('~');
  const disclosures = rest.slice(0, -1);
  return disclosures.length > badgeLimits.arrayItems ? undefined : { jwt, disclosures };
}

/**
 * Puts the parts that were shown where the issuer signed their digests (RFC 9901 §7.1 step 3).
 * @returns nothing when a part fits nowhere or twice, or takes the place of another
 */
export async function discloseInto(
  payload: JsonObject,
  disclosures: readonly string[],
): Promise<JsonObject | undefined> {
  const { _sd_alg: algorithm = 'sha-256', ...rest } = payload;
  if (algorithm !== 'sha-256') return undefined;
  const unplaced = new Map<string, Disclosure>();
  for (const text of disclosures) {
    const disclosure = readDisclosure(text);
    if (disclosure === undefined) return undefined;
    unplaced.set(await digestOf(text), disclosure);
  }
  if (unplaced.size !== disclosures.length) return undefined;
  try {
    const whole = place(rest, { unplaced, seen: new Set() });
    return unplaced.size === 0 && isObject(whole) ? whole : undefined;
  } catch (error) {
    if (error instanceof Unacceptable) return undefined;
    throw error;
  }
}

interface Placing {
  readonly unplaced: Map<string, Disclosure>;
  readonly seen: Set<string>;
}

function place(value: unknown, placing: Placing): unknown {
  if (Array.isArray(value)) return value.flatMap((item: unknown) => placeItem(item, placing));
  if (!isObject(value)) return value;
  const { _sd: digests = [], ...members } = value;
  if (!Array.isArray(digests) || '...' in members) throw new Unacceptable();
  const shown = digests.flatMap((digest: unknown): [string, unknown][] => {
    const found = take(digest, placing);
    if (found === undefined) return [];
    const { name } = found;
    if (name === undefined || Object.hasOwn(members, name)) throw new Unacceptable();
    return [[name, found.value]];
  });
  if (new Set(shown.map(([name]) => name)).size !== shown.length) throw new Unacceptable();
  return Object.fromEntries([...Object.entries(members), ...shown].map(([name, each]) => [name, place(each, placing)]));
}

/** An item that is not shown leaves no gap. */
function placeItem(item: unknown, placing: Placing): unknown[] {
  if (!isObject(item) || !('...' in item)) return [place(item, placing)];
  const found = take(item['...'], placing);
  if (found === undefined) return [];
  if (found.name !== undefined || Object.keys(item).length > 1) throw new Unacceptable();
  return [place(found.value, placing)];
}

/** No digest may stand in two places: one part would then be shown twice. */
function take(digest: unknown, { unplaced, seen }: Placing): Disclosure | undefined {
  if (typeof digest !== 'string' || seen.has(digest)) throw new Unacceptable();
  seen.add(digest);
  const found = unplaced.get(digest);
  unplaced.delete(digest);
  return found;
}

function readDisclosure(text: string): Disclosure | undefined {
  try {
    const parts = parseStrictJson(bytesOf(text), badgeLimits);
    if (!Array.isArray(parts) || typeof parts[0] !== 'string') return undefined;
    const [, first, second]: unknown[] = parts;
    if (parts.length === 2) return { value: first };
    const named = parts.length === 3 && typeof first === 'string' && !['_sd', '...', '__proto__'].includes(first);
    return named ? { name: first, value: second } : undefined;
  } catch (error) {
    if (error instanceof StrictJsonError) return undefined;
    throw error;
  }
}

function bytesOf(text: string): Uint8Array {
  if (!/^[\w-]+$/.test(text) || text.length % 4 === 1) return new Uint8Array();
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
}

async function digestOf(text: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  const letters = btoa(String.fromCharCode(...new Uint8Array(hash)));
  return letters.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}
