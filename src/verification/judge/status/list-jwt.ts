import { base64url, decodeProtectedHeader } from 'jose';
import {
  type ControllerDocument,
  isObject,
  type JsonObject,
  keysOfControllers,
  verifyCredentialJwt,
} from '../../../openbadges/index.ts';
import { issuerOf } from '../issuer-of.ts';
import { listLimits, readJson } from './read-json.ts';

/** Whom a list in compact form names; nothing of it is believed yet. */
export interface JwtNames {
  readonly issuer: string;
  /** The key, in full. */
  readonly key: string;
}

/** @returns nothing for a text that is no JWT, or names no key */
export function namesInJwt(jwt: string): JwtNames | undefined {
  const payload = /^[\w-]+\.([\w-]+)\.[\w-]+$/.exec(jwt)?.[1];
  const claims = payload === undefined || payload.length % 4 === 1 ? undefined : readJson(base64url.decode(payload));
  if (claims === undefined) return undefined;
  const { iss, vc } = claims;
  const issuer = typeof iss === 'string' ? iss : issuerOf(isObject(vc) ? vc : claims);
  const kid = kidOf(jwt);
  if (kid === undefined) return undefined;
  // A DID URL or an address, or only a name among the keys of the issuer (VC JOSE COSE §4.2).
  return { issuer, key: kid.includes(':') ? kid : `${issuer}#${kid.replace(/^#/, '')}` };
}

/**
 * Verifies a list in compact form (VC JOSE COSE §3.1.1, and the older forms).
 * @returns the list, or why not
 */
export async function listInJwt(
  jwt: string,
  controllers: ReadonlyMap<string, ControllerDocument>,
  now: Date,
): Promise<JsonObject | string> {
  const { findKey } = keysOfControllers(controllers, { now });
  const { verified, code, credential } = await verifyCredentialJwt(jwt, findKey, { now, limits: listLimits });
  return verified && credential !== undefined ? credential : code;
}

function kidOf(jwt: string): string | undefined {
  try {
    const { kid } = decodeProtectedHeader(jwt);
    return typeof kid === 'string' && kid !== '' ? kid : undefined;
  } catch {
    return undefined;
  }
}
