import { randomBytes } from 'node:crypto';
import { type Custody, open, seal, type WrappedKeys } from '../../issuers/index.ts';
import type { Connection, Transaction } from '../../platform/database.ts';
import type { Delivering } from '../delivering.ts';
import {
  countSecretsNotUnder,
  type EndpointRow,
  insertSecret,
  lockSecretsNotUnder,
  type SecretRow,
  selectSecrets,
  updateSecret,
} from './store.ts';

/** Standard Webhooks, "Signature scheme": 24 to 64 bytes. */
const secretLength = 32;
const prefix = 'whsec_';

/**
 * Makes a secret for an endpoint and keeps it, encrypted.
 * @returns the secret itself, for whoever receives: it is shown now and never again
 */
export async function makeSecret(
  on: Delivering,
  tx: Transaction,
  { issuerId, id: endpointId }: EndpointRow,
): Promise<string> {
  const secret = randomBytes(secretLength);
  const dataKey = randomBytes(32);
  const id = on.ids.next();
  const context = contextOf({ issuerId, id });
  await insertSecret(tx, {
    issuerId,
    id,
    endpointId,
    secretCiphertext: seal(secret, dataKey, context),
    wrappedDataKey: await on.custody.wrap(dataKey, context),
    keyEncryptionKeyId: on.custody.keyEncryptionKeyId,
    createdAt: on.clock.now(),
    expiresAt: null,
  });
  return prefix + secret.toString('base64');
}

/** The secrets that sign now, the newest first; in the clear, only in memory. */
export async function openSecrets(
  on: Delivering,
  connection: Connection,
  issuerId: string,
  endpointId: string,
): Promise<Buffer[]> {
  const rows = await selectSecrets(connection, issuerId, endpointId, on.clock.now());
  return Promise.all(rows.map((row) => openSecret(on.custody, row)));
}

async function openSecret(custody: Custody, row: SecretRow): Promise<Buffer> {
  const context = contextOf(row);
  return open(row.secretCiphertext, await custody.unwrap(row.wrappedDataKey, context, row.keyEncryptionKeyId), context);
}

/** The data keys of webhook secrets, for a new key-encryption key. */
export const wrappedWebhookSecrets: WrappedKeys = {
  name: 'webhook-secrets',
  async rewrap(tx, { to, turn }, limit) {
    const rows = await lockSecretsNotUnder(tx, to, limit);
    for (const row of rows) {
      const wrappedDataKey = await turn(row.wrappedDataKey, contextOf(row), row.keyEncryptionKeyId);
      await updateSecret(tx, row.id, { wrappedDataKey, keyEncryptionKeyId: to });
    }
    return rows.length;
  },
  left: countSecretsNotUnder,
};

/** Additional authenticated data (threats.md §6): a ciphertext moved to another secret or issuer does not open. */
function contextOf({ issuerId, id }: Pick<SecretRow, 'issuerId' | 'id'>): string {
  return `stempel|${issuerId}|${id}|webhook-secret|1`;
}
