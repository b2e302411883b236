import { base64url, decodeProtectedHeader } from 'jose';
import { type ControllerDocument, type JsonObject, keysOfControllers, openJws } from '../../../openbadges/index.ts';
import { readJson } from './read-json.ts';

/** What a list in compact form may call itself (VC JOSE COSE §3.1.1, and before it). */
const types = ['vc+jwt', 'vc+ld+jwt', 'JWT', undefined];

/**
 * The key that a list in compact form names (VC JOSE COSE §4.2): a DID URL or an address, or only a name among the keys of the list's issuer.
 * @returns nothing when it names none
 */
export function keyNameOf(jwt: string, issuer: string): string | undefined {
  try {
    const { kid } = decodeProtectedHeader(jwt);
    if (typeof kid !== 'string' || kid === '') return undefined;
    return kid.includes(':') ? kid : `${issuer}#${kid.replace(/^#/, '')}`;
  } catch {
    return undefined;
  }
}

/** What a list in compact form says; nothing of it is believed yet. */
export function claimedBy(jwt: string): JsonObject | undefined {
  const payload = /^[\w-]+\.([\w-]+)\.[\w-]+$/.exec(jwt)?.[1];
  return payload === undefined || payload.length % 4 === 1 ? undefined : readJson(base64url.decode(payload));
}

/** Whether a key signed it that `controller` lists for statements, and that is in force. */
export async function isSignedBy(jwt: string, controller: ControllerDocument, now: Date): Promise<boolean> {
  const { findKey } = keysOfControllers(new Map([[controller.id, controller]]), { now });
  const opened = await openJws(jwt, { types, findKey });
  return 'payload' in opened && opened.fault === undefined;
}
