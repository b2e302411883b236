import type { JsonObject } from '../../openbadges/index.ts';
import type { Transaction } from '../../platform/database.ts';
import type { Deps } from '../../platform/deps.ts';
import { problem } from '../../platform/problem.ts';
import { allocateStatusEntry } from '../../status/index.ts';
import { versionOf } from '../model/contexts.ts';

/**
 * Gives a credential a place in a status list of its issuer (Bitstring Status List §2.1), so that it can be revoked later.
 * @throws {Problem} `invalid-request` for version 1.1, whose context does not know such entries, and for a credential that has a status already
 */
export async function withStatusEntry(
  on: Deps,
  tx: Transaction,
  issuerId: string,
  credential: JsonObject,
): Promise<JsonObject> {
  const pointer = '#/credential/credentialStatus';
  if (versionOf(credential) === 1 || 'credentialStatus' in credential) {
    const detail = 'no status of its own, and version 2.0 of the data model, were expected';
    throw problem('invalid-request', 'The credential cannot be given a status.', [{ pointer, detail }]);
  }
  const { listUrl, index } = await allocateStatusEntry(on, tx, issuerId);
  const credentialStatus = {
    id: `${listUrl}#${index}`,
    type: 'BitstringStatusListEntry',
    statusPurpose: 'revocation',
    statusListIndex: String(index),
    statusListCredential: listUrl,
  };
  return { ...credential, credentialStatus };
}
