import { type ControllerDocument, isObject, type JsonObject, type VerificationMethod } from '../../openbadges/index.ts';
import { isKeySet, readKeySet } from './key-set.ts';
import { type Fetch, readObject } from './read.ts';

/**
 * Keys that the site of an issuer publishes in a well-known place (RFC 8615), for issuers whose own page lists none.
 * @param issuer an https address
 * @returns nothing when there are none that are proven to be the issuer's
 */
export async function wellKnownKeys(issuer: string, fetch: Fetch): Promise<ControllerDocument | undefined> {
  return (await issuerMetadata(issuer, fetch)) ?? (await siteKeys(issuer, fetch));
}

/** Metadata of one issuer (SD-JWT VC §5): a document that names the issuer, at a place that follows from its address. */
async function issuerMetadata(issuer: string, fetch: Fetch): Promise<ControllerDocument | undefined> {
  const { origin, pathname } = new URL(issuer);
  const path = pathname.replace(/\/$/, '');
  const metadata = await readObject(`${origin}/.well-known/jwt-vc-issuer${path}`, fetch);
  if (typeof metadata === 'string' || metadata.issuer !== issuer) return undefined;
  const { jwks, jwks_uri: address } = metadata;
  const set = typeof address === 'string' ? await readObject(address, fetch) : jwks;
  return isObject(set) && isKeySet(set) ? controllerOf(issuer, ownKeys(set, issuer)) : undefined;
}

/**
 * The keys of a whole site. They are the issuer's when the issuer is the site itself, or when the name of the key begins with the issuer's:
 * whoever rules a site rules both places. Any other key there may be that of a neighbour.
 */
async function siteKeys(issuer: string, fetch: Fetch): Promise<ControllerDocument | undefined> {
  const { origin, href } = new URL(issuer);
  const place = `${origin}/.well-known/jwks.json`;
  const set = issuer === place ? 'unsupported' : await readObject(place, fetch);
  if (typeof set === 'string' || !isKeySet(set)) return undefined;
  if (href !== `${origin}/`) {
    // A key without a name, or with a short one, would be named after any issuer of the site.
    return controllerOf(
      issuer,
      ownKeys(set, issuer).filter(({ id }) => isWrittenIn(set, id)),
    );
  }
  const keys = ownKeys(set, issuer);
  // A site's keys may also be named by where they stand.
  return controllerOf(
    issuer,
    keys,
    keys.map(({ id }) => `${place}${id.slice(issuer.length)}`),
  );
}

function ownKeys(set: JsonObject, issuer: string): VerificationMethod[] {
  return readKeySet(set, issuer).filter(({ id }) => id === issuer || id.startsWith(`${issuer}#`));
}

function controllerOf(
  id: string,
  verificationMethod: readonly VerificationMethod[],
  otherNames: readonly string[] = [],
): ControllerDocument | undefined {
  if (verificationMethod.length === 0) return undefined;
  return { id, verificationMethod, assertionMethod: [...verificationMethod.map((key) => key.id), ...otherNames] };
}

function isWrittenIn({ keys }: JsonObject, kid: string): boolean {
  return Array.isArray(keys) && keys.some((key) => isObject(key) && key.kid === kid);
}
