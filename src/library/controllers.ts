import {
  type ControllerDocument,
  didKeyDocument,
  isObject,
  type JsonObject,
  parseStrictJson,
  type VerificationMethod,
} from '../openbadges/index.ts';
import type { Sources, Unavailable } from '../verification/judge/index.ts';
import { documentLimits } from './limits.ts';

/** Finds the keys that a controller lists itself: did:key, did:web, did:jwk or an https address. Stub until the shared resolver lands. */
export async function findController(
  id: string,
  ask: Sources['fetch'],
  plainHost: string | undefined,
): Promise<ControllerDocument | Unavailable> {
  const own = didKeyDocument(id);
  if (own !== undefined) return own;
  const url = addressOf(id, plainHost);
  if (url === undefined) return 'unsupported';
  const answer = await ask(url, { accept: 'application/did+json, application/json', largest: documentLimits.bytes });
  if (typeof answer === 'string') return answer;
  const document = parseStrictJson(answer.bytes, documentLimits);
  return isObject(document) && document.id === id ? reduced(id, document) : 'malformed';
}

function addressOf(id: string, plainHost: string | undefined): string | undefined {
  const [, rest] = /^did:web:(.+)$/.exec(id) ?? [];
  if (rest === undefined) return undefined;
  const [host = '', ...path] = rest.split(':').map(decodeURIComponent);
  return `${host === plainHost ? 'http' : 'https'}://${host}/${path.length === 0 ? '.well-known' : path.join('/')}/did.json`;
}

function reduced(id: string, { verificationMethod, assertionMethod }: JsonObject): ControllerDocument {
  return {
    id,
    verificationMethod: (Array.isArray(verificationMethod) ? verificationMethod : []) as VerificationMethod[],
    assertionMethod: (Array.isArray(assertionMethod) ? assertionMethod : []) as string[],
  };
}
