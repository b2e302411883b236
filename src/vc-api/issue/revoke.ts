import { z } from 'zod';
import { isPlaceOfBadge } from '../../credentials/index.ts';
import { findIssuerBySlug } from '../../issuers/index.ts';
import { parseStatusListIndex } from '../../openbadges/index.ts';
import type { Deps, IssuerCaller } from '../../platform/deps.ts';
import { problem } from '../../platform/problem.ts';
import { record } from '../../platform/record.ts';
import { findListByUrl, listEntryStates, setStatus } from '../../status/index.ts';

/** What is asked (VC API, "Update Status"). */
export const revokeShape = z
  .looseObject({
    credentialId: z.string().optional(),
    credentialStatus: z.looseObject({
      type: z.literal('BitstringStatusListEntry').optional(),
      statusPurpose: z.literal('revocation'),
      statusListIndex: z.string(),
      statusListCredential: z.string(),
    }),
    status: z.literal(true).optional().meta({ description: 'Revoked; that is final.' }),
  })
  .meta({ description: 'The entry, as it stands in the credential.' });

/**
 * Revokes a credential that was signed through the VC API with an entry in a status list. Asked again, it changes nothing. A badge is revoked by its award,
 * which tells its holder; not here.
 * @throws {Problem} `not-found` for an issuer, a list or an entry that is not the caller's; `conflict` for the entry of a badge
 */
export async function revoke(
  on: Deps,
  caller: IssuerCaller,
  slug: string,
  { credentialStatus: entry }: z.infer<typeof revokeShape>,
): Promise<void> {
  await on.database.transaction(async (tx) => {
    const issuer = await findIssuerBySlug(tx, slug);
    const list = await findListByUrl(tx, entry.statusListCredential);
    const index = parseStatusListIndex(entry.statusListIndex);
    const own = issuer?.id === caller.issuerId && list?.issuerId === caller.issuerId;
    const states = own && index !== undefined ? await listEntryStates(tx, entry.statusListCredential, index) : [];
    if (list === undefined || index === undefined || states.length === 0)
      throw problem('not-found', 'You have no such status entry.');
    const place = { listId: list.id, index };
    if (await isPlaceOfBadge(tx, caller.issuerId, place))
      throw problem('conflict', 'This is the entry of a badge. Revoke it with POST /v1/awards/{id}/revoke.');
    const changed = await setStatus(on, tx, caller.issuerId, [place], 'revoked');
    if (changed === 0) return;
    await record(tx, on, caller, {
      issuerId: caller.issuerId,
      kind: 'vc-api-credential.revoked',
      subject: `status-entry:${list.id}#${index}`,
      before: { state: states[0] },
      after: { state: 'revoked' },
      payload: { statusListCredential: list.url, statusListIndex: String(index) },
    });
  });
}
