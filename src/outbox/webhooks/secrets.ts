import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { type Custody, open, seal, type WrappedKeys } from '../../issuers/index.ts';
import { countEndpointsNotUnder, type Endpoint, lockEndpointsNotUnder, updateEndpoint } from './store.ts';

/** A secret and, when a newer one has taken over, the moment until which it signs along. */
const secretShape = z.object({ secret: z.string(), endsAt: z.iso.datetime().optional() });
export type Secret = z.infer<typeof secretShape>;

type Owner = Pick<Endpoint, 'issuerId' | 'id'>;
type Sealed = Pick<Endpoint, 'secretsCiphertext' | 'wrappedDataKey' | 'keyEncryptionKeyId'>;

/** Keeps the secrets of webhook endpoints under the custody's key. */
export interface SecretBox {
  /** @param secrets the newest first */
  seal(owner: Owner, secrets: readonly Secret[]): Promise<Sealed>;
  /** @throws when what is stored was altered, or belongs to another endpoint */
  open(endpoint: Owner & Sealed): Promise<readonly Secret[]>;
}

/** More endpoints than a service is likely to have; beyond that their secrets are unwrapped again. */
const mostKept = 10_000;

/** @param custody asked once per endpoint and sealing, because a token may need a tenth of a second for each */
export function createSecretBox(custody: Custody): SecretBox {
  const opened = new Map<string, { readonly ciphertext: Buffer; readonly secrets: readonly Secret[] }>();
  return {
    async seal(owner, secrets) {
      const dataKey = randomBytes(32);
      const context = contextOf(owner);
      return {
        secretsCiphertext: seal(Buffer.from(JSON.stringify(secrets)), dataKey, context),
        wrappedDataKey: await custody.wrap(dataKey, context),
        keyEncryptionKeyId: custody.keyEncryptionKeyId,
      };
    },
    async open(endpoint) {
      const { id, secretsCiphertext, wrappedDataKey, keyEncryptionKeyId } = endpoint;
      const known = opened.get(id);
      if (known?.ciphertext.equals(secretsCiphertext) === true) return known.secrets;
      const context = contextOf(endpoint);
      const dataKey = await custody.unwrap(wrappedDataKey, context, keyEncryptionKeyId);
      const secrets = z.array(secretShape).parse(JSON.parse(open(secretsCiphertext, dataKey, context).toString()));
      if (opened.size >= mostKept) opened.clear();
      opened.set(id, { ciphertext: secretsCiphertext, secrets });
      return secrets;
    },
  };
}

/** Those that sign at this moment, the newest first. */
export function inForce(secrets: readonly Secret[], now: Date): readonly Secret[] {
  return secrets.filter(({ endsAt }) => endsAt === undefined || new Date(endsAt) > now);
}

/** Additional authenticated data (threats.md §6): a ciphertext moved to another endpoint or issuer does not open. */
function contextOf({ issuerId, id }: Owner): string {
  return `stempel|${issuerId}|${id}|webhook-secrets|1`;
}

/** The data keys of the endpoints' secrets. */
export const wrappedWebhookSecrets: WrappedKeys = {
  name: 'webhook-secrets',
  async rewrap(tx, { to, turn }, limit) {
    const rows = await lockEndpointsNotUnder(tx, to, limit);
    for (const row of rows) {
      const wrappedDataKey = await turn(row.wrappedDataKey, contextOf(row), row.keyEncryptionKeyId);
      await updateEndpoint(tx, row.id, { wrappedDataKey, keyEncryptionKeyId: to });
    }
    return rows.length;
  },
  left: countEndpointsNotUnder,
};
