import { didDocument, findIssuerByDid, listKeysOfIssuer } from '../issuers/index.ts';
import { type ControllerDocument, didKeyDocument } from '../openbadges/index.ts';
import type { Deps } from '../platform/deps.ts';

/**
 * The keys that a controller lists itself: issuers of this service from our own records, `did:key` from the identifier. Nothing for
 * anybody else: their documents are not fetched, so they are not proven.
 */
export async function resolveController(on: Deps, id: string): Promise<ControllerDocument | undefined> {
  if (id.startsWith('did:key:')) return didKeyDocument(id);
  const issuer = await findIssuerByDid(on.database, id);
  return issuer && didDocument(issuer, await listKeysOfIssuer(on.database, issuer.id));
}
