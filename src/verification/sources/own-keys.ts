import { didDocument, findIssuerByDid, findIssuerBySlug, listKeysOfIssuer } from '../../issuers/index.ts';
import type { ControllerDocument } from '../../openbadges/index.ts';
import type { Deps } from '../../platform/deps.ts';
import { didWebUrl } from '../resolve/did-web.ts';

/** The keys of an issuer of this service, by its DID or the address of its profile, from our own records; nothing for anybody else. */
export async function ownController(on: Deps, id: string): Promise<ControllerDocument | undefined> {
  const slug = id.startsWith(`${on.config.publicBaseUrl}/issuers/`) ? id.split('/').at(-1) : undefined;
  const issuer =
    slug === undefined ? await findIssuerByDid(on.database, id) : await findIssuerBySlug(on.database, slug);
  if (issuer === undefined || ![issuer.did, issuer.profileUrl].includes(id)) return undefined;
  return { ...didDocument(issuer, await listKeysOfIssuer(on.database, issuer.id)), id };
}

/** Whether an identifier leads to this service. It is never asked over HTTP: that would go round in a circle (threats.md §3). */
export function isOwn({ config }: Deps, id: string): boolean {
  const url = didWebUrl(id) ?? id;
  return URL.canParse(url) && new URL(url).host === new URL(config.publicBaseUrl).host;
}
