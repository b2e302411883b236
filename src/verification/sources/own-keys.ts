import { didDocument, findIssuerByDid, listKeysOfIssuer } from '../../issuers/index.ts';
import type { ControllerDocument } from '../../openbadges/index.ts';
import type { Deps } from '../../platform/deps.ts';

/** The keys of an issuer of this service, from our own records and never over HTTP; nothing for anybody else. */
export async function ownController(on: Deps, id: string): Promise<ControllerDocument | undefined> {
  const issuer = await findIssuerByDid(on.database, id);
  return issuer && didDocument(issuer, await listKeysOfIssuer(on.database, issuer.id));
}
