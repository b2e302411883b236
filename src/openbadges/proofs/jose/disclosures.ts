import { base64url } from 'jose';
import { isObject, type JsonObject } from '../../shape/finding.ts';
import { jsonIn } from './jws.ts';

/** Why disclosures do not belong to a payload. */
export class DisclosureMismatch extends Error {}

/** Hash functions of the IANA registry that WebCrypto knows (RFC 9901 §4.1.1); SHA-256 when a payload names none. */
const hashes: Readonly<Record<string, string>> = { 'sha-256': 'SHA-256', 'sha-384': 'SHA-384', 'sha-512': 'SHA-512' };

const mostDisclosures = 200;
const deepest = 64;

/** Names with a meaning of their own, in an SD-JWT or in the language that this is written in. */
const reservedNames = ['_sd', '...', '_sd_alg', '__proto__', 'constructor', 'prototype'];

/** One disclosure: a member of an object, or without a name an item of a list (RFC 9901 §4.2). */
interface Disclosure {
  readonly name?: string;
  readonly value: unknown;
}

/** The digest of a text as an SD-JWT writes it. */
export async function digestOf(text: string, algorithm: string): Promise<string> {
  const hash = hashes[algorithm];
  if (hash === undefined) throw new DisclosureMismatch(`no hash function is called ${algorithm.slice(0, 40)}`);
  return base64url.encode(new Uint8Array(await crypto.subtle.digest(hash, new TextEncoder().encode(text))));
}

/**
 * Puts what was disclosed into the payload and takes away what was not (RFC 9901 §7.1 step 3).
 * @param texts the disclosures as they stand in the SD-JWT
 * @returns the payload, and the names of its own members that were disclosed
 * @throws {DisclosureMismatch} for a disclosure that no digest is for, a digest or a name that is there twice, or an unknown hash function
 */
export async function disclose(payload: JsonObject, texts: readonly string[]) {
  if (texts.length > mostDisclosures) throw new DisclosureMismatch('too many disclosures');
  const algorithm = payload._sd_alg ?? 'sha-256';
  const open = new Map<string, Disclosure>();
  for (const text of texts) {
    const digest = await digestOf(text, String(algorithm));
    if (open.has(digest)) throw new DisclosureMismatch('a disclosure is there twice');
    open.set(digest, disclosureIn(text));
  }
  const filling = new Filling(open);
  const { _sd_alg: _, ...rest } = payload;
  const disclosed = filling.object(rest);
  if (filling.unused > 0) throw new DisclosureMismatch('no digest is for one of the disclosures');
  return { payload: disclosed, names: Object.keys(disclosed).filter((name) => !Object.hasOwn(payload, name)) };
}

/** Walks a payload once; every digest may be met once only, wherever it stands. */
class Filling {
  readonly #open: ReadonlyMap<string, Disclosure>;
  readonly #met = new Set<string>();
  #used = 0;
  #depth = 0;

  constructor(open: ReadonlyMap<string, Disclosure>) {
    this.#open = open;
  }

  get unused(): number {
    return this.#open.size - this.#used;
  }

  object({ _sd: digests = [], ...own }: JsonObject): JsonObject {
    const filled = new Map(Object.entries(own).map(([name, value]) => [name, this.#value(value)]));
    if (!Array.isArray(digests)) throw new DisclosureMismatch('_sd is no list');
    for (const digest of digests) {
      const found = this.#take(digest);
      if (found === undefined) continue;
      const { name, value } = found;
      if (name === undefined || filled.has(name)) throw new DisclosureMismatch('a member cannot be disclosed here');
      filled.set(name, this.#value(value));
    }
    return Object.fromEntries(filled);
  }

  #value(value: unknown): unknown {
    if (Array.isArray(value)) return value.flatMap((item) => this.#item(item));
    if (!isObject(value)) return value;
    if ('...' in value || '_sd_alg' in value) throw new DisclosureMismatch('a reserved name stands where it may not');
    // Disclosures within disclosures could go deeper than what was parsed.
    this.#depth += 1;
    if (this.#depth > deepest) throw new DisclosureMismatch('too deep');
    const filled = this.object(value);
    this.#depth -= 1;
    return filled;
  }

  #item(item: unknown): unknown[] {
    if (!isObject(item) || !('...' in item)) return [this.#value(item)];
    if (Object.keys(item).length !== 1) throw new DisclosureMismatch('a digest of an item stands beside others');
    const found = this.#take(item['...']);
    if (found === undefined) return [];
    if (found.name !== undefined) throw new DisclosureMismatch('an item of a list has no name');
    return [this.#value(found.value)];
  }

  #take(digest: unknown): Disclosure | undefined {
    if (typeof digest !== 'string' || this.#met.has(digest)) throw new DisclosureMismatch('a digest is there twice');
    this.#met.add(digest);
    const found = this.#open.get(digest);
    if (found !== undefined) this.#used += 1;
    return found;
  }
}

function disclosureIn(text: string): Disclosure {
  const parts = /^[\w-]+$/.test(text) && text.length % 4 !== 1 ? jsonIn(base64url.decode(text)) : undefined;
  if (!Array.isArray(parts) || typeof parts[0] !== 'string') throw new DisclosureMismatch('not a disclosure');
  const [, second, third] = parts;
  if (parts.length === 2) return { value: second };
  if (parts.length !== 3 || typeof second !== 'string' || reservedNames.includes(second))
    throw new DisclosureMismatch('not a disclosure');
  return { name: second, value: third };
}
