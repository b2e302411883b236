import type { ControllerDocument, JsonObject, VerificationMethod } from '../../openbadges/index.ts';
import type { Unavailable } from '../judge/sources.ts';
import { readKeyList, readMethod } from './key-list.ts';
import { isKeySet, readKeySet } from './key-set.ts';
import { type Fetch, readObject } from './read.ts';
import { wellKnownKeys } from './well-known.ts';

/**
 * The keys behind an https address: a controller document or profile, the document of one key, a JSON Web Key (Set), or an issuer whose site
 * publishes its keys in the well-known place.
 * @param url without a fragment
 */
export async function resolveAddress(url: string, fetch: Fetch): Promise<ControllerDocument | Unavailable> {
  const document = await readObject(url, fetch);
  // A page for people instead of a document is what many sites have at their address; their keys are then in the well-known place.
  if (typeof document === 'string') return (await wellKnownKeys(url, fetch)) ?? document;
  if (isKeySet(document)) return keySetOf(url, document);
  const key = keyDocument(url, document);
  if (key !== undefined) return listedByItsController(key, fetch);
  const list = readKeyList(url, document);
  if (list === undefined) return 'malformed';
  if (document.assertionMethod !== undefined) return list;
  return (await wellKnownKeys(url, fetch)) ?? list;
}

/** A set of keys speaks for its own address; whoever is the issuer has to list these keys itself. */
function keySetOf(url: string, document: JsonObject): ControllerDocument {
  const verificationMethod = readKeySet(document, url).filter(({ id }) => id === url || id.startsWith(`${url}#`));
  return { id: url, verificationMethod, assertionMethod: verificationMethod.map(({ id }) => id) };
}

/** The document of one key, as 1EdTech's validator reads it: `controller` and the key stand at its top (openbadges: Multikey at an address). */
function keyDocument(url: string, document: JsonObject): VerificationMethod | undefined {
  if (document.publicKeyMultibase === undefined && document.publicKeyJwk === undefined) return undefined;
  const key = readMethod(document, url);
  return key !== undefined && key.controller !== url && key.id.split('#')[0] === url ? key : undefined;
}

/**
 * A key that names its controller proves nothing, because anybody can write that name: the controller must name the key, too (Controlled
 * Identifiers 1.0 §3.3). 1EdTech's validator leaves that out.
 */
async function listedByItsController(key: VerificationMethod, fetch: Fetch): Promise<ControllerDocument | Unavailable> {
  if (!key.controller.startsWith('https://')) return 'unsupported';
  const document = await readObject(key.controller, fetch);
  if (typeof document === 'string') return document;
  const controller = readKeyList(key.controller, document);
  if (controller === undefined) return 'malformed';
  // Where the controller has the key in its own document as well, its word counts: it may have withdrawn it there.
  const own = controller.verificationMethod.some(({ id }) => id === key.id);
  return own ? controller : { ...controller, verificationMethod: [...controller.verificationMethod, key] };
}
