import { isObject, type JsonObject, parseStrictJson, StrictJsonError } from '../../../openbadges/index.ts';
import { badgeLimits } from '../limits.ts';
import type { Sources, Unavailable } from '../sources.ts';

const accept = 'application/ld+json, application/json';

/** The badge class and the issuer of an assertion, as their own addresses give them. */
export interface Linked {
  readonly badge: JsonObject;
  readonly issuer: JsonObject;
}

/**
 * Fetches what lives at an address and says itself that it does (Open Badges 2.0 §Hosted Verification).
 * @returns `malformed` also for something that names another address as its own
 */
export async function fetchOwn(id: unknown, from: Sources): Promise<JsonObject | Unavailable> {
  if (typeof id !== 'string') return 'malformed';
  const answer = await from.fetch(id, { accept, largest: badgeLimits.bytes });
  if (typeof answer === 'string') return answer;
  const document = objectIn(answer.bytes);
  return document?.id === id ? document : 'malformed';
}

/** Follows an assertion to its badge class and on to the issuer; copies inside the assertion count for nothing, anybody can write them. */
export async function followLinks({ badge }: JsonObject, from: Sources): Promise<Linked | Unavailable> {
  const badgeClass = await fetchOwn(idOf(badge), from);
  if (typeof badgeClass === 'string') return badgeClass;
  const issuer = await fetchOwn(idOf(badgeClass.issuer), from);
  return typeof issuer === 'string' ? issuer : { badge: badgeClass, issuer };
}

/** The address of what is linked, whether it is only named or written out. */
export function idOf(linked: unknown): unknown {
  return isObject(linked) ? linked.id : linked;
}

function objectIn(bytes: Uint8Array): JsonObject | undefined {
  try {
    const document = parseStrictJson(bytes, badgeLimits);
    return isObject(document) ? document : undefined;
  } catch (error) {
    if (error instanceof StrictJsonError) return undefined;
    throw error;
  }
}
