import { type ControllerDocument, didJwkDocument, didKeyDocument } from '../../openbadges/index.ts';
import type { Unavailable } from '../judge/sources.ts';
import { resolveAddress } from './address.ts';
import { didWebUrl } from './did-web.ts';
import { readKeyList } from './key-list.ts';
import { type Fetch, readObject } from './read.ts';

/**
 * Looks up the keys that a controller lists itself (Controlled Identifiers 1.0 §3.3). Pure but for `fetch`: the service and a page in a
 * browser each bring their own.
 * @param id a DID or an https address, without a fragment
 */
export async function resolveKeys(id: string, fetch: Fetch): Promise<ControllerDocument | Unavailable> {
  if (id.includes('#') || id.length > 10_000) return 'unsupported';
  const method = /^did:([a-z0-9]+):/.exec(id)?.[1];
  if (method === 'key') return didKeyDocument(id) ?? 'malformed';
  if (method === 'jwk') return didJwkDocument(id) ?? 'malformed';
  if (method === 'web') return resolveDidWeb(id, fetch);
  return isAddress(id) ? resolveAddress(id, fetch) : 'unsupported';
}

/** https without a user: whose page it is must not depend on who asks. */
function isAddress(id: string): boolean {
  if (!id.startsWith('https://') || !URL.canParse(id)) return false;
  const { username, password } = new URL(id);
  return username === '' && password === '';
}

async function resolveDidWeb(did: string, fetch: Fetch): Promise<ControllerDocument | Unavailable> {
  const url = didWebUrl(did);
  if (url === undefined) return 'malformed';
  const document = await readObject(url, fetch);
  return typeof document === 'string' ? document : (readKeyList(did, document) ?? 'malformed');
}
