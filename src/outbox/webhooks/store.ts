import { and, asc, eq, gt, inArray, isNull, lte, ne, or } from 'drizzle-orm';
import type { Connection, Transaction } from '../../platform/database.ts';
import { webhookEndpoints, webhookSecrets } from '../tables.ts';

export type EndpointRow = typeof webhookEndpoints.$inferSelect;
export type SecretRow = typeof webhookSecrets.$inferSelect;

const ofIssuer = (issuerId: string, id: string) =>
  and(eq(webhookEndpoints.issuerId, issuerId), eq(webhookEndpoints.id, id), ne(webhookEndpoints.state, 'deleted'));

export async function insertEndpoint(tx: Transaction, row: EndpointRow): Promise<void> {
  await tx.insert(webhookEndpoints).values(row);
}

export async function selectEndpoints(
  connection: Connection,
  issuerId: string,
  limit: number,
  after?: string,
): Promise<EndpointRow[]> {
  return connection
    .select()
    .from(webhookEndpoints)
    .where(
      and(
        eq(webhookEndpoints.issuerId, issuerId),
        ne(webhookEndpoints.state, 'deleted'),
        after === undefined ? undefined : gt(webhookEndpoints.id, after),
      ),
    )
    .orderBy(asc(webhookEndpoints.id))
    .limit(limit);
}

export async function selectEndpoint(
  connection: Connection,
  issuerId: string,
  id: string,
): Promise<EndpointRow | undefined> {
  return (await connection.select().from(webhookEndpoints).where(ofIssuer(issuerId, id)))[0];
}

/** Holds an endpoint until the transaction ends, so that changes of it happen one after the other. */
export async function lockEndpoint(tx: Transaction, issuerId: string, id: string): Promise<EndpointRow | undefined> {
  return (await tx.select().from(webhookEndpoints).where(ofIssuer(issuerId, id)).for('no key update'))[0];
}

export async function updateEndpoint(tx: Transaction, row: EndpointRow): Promise<void> {
  const { url, description, kinds, state, disabledBecause, changedAt } = row;
  await tx
    .update(webhookEndpoints)
    .set({ url, description, kinds, state, disabledBecause, changedAt })
    .where(eq(webhookEndpoints.id, row.id));
}

export async function countEndpoints(connection: Connection, issuerId: string): Promise<number> {
  return connection.$count(
    webhookEndpoints,
    and(eq(webhookEndpoints.issuerId, issuerId), ne(webhookEndpoints.state, 'deleted')),
  );
}

/** The endpoints of these issuers that want to be told. */
export async function selectActiveEndpoints(
  connection: Connection,
  issuerIds: readonly string[],
): Promise<EndpointRow[]> {
  if (issuerIds.length === 0) return [];
  return connection
    .select()
    .from(webhookEndpoints)
    .where(and(inArray(webhookEndpoints.issuerId, [...issuerIds]), eq(webhookEndpoints.state, 'active')))
    .orderBy(asc(webhookEndpoints.id));
}

export async function insertSecret(tx: Transaction, row: SecretRow): Promise<void> {
  await tx.insert(webhookSecrets).values(row);
}

/** What an endpoint's messages are signed with at a moment, the newest first. */
export async function selectSecrets(
  connection: Connection,
  issuerId: string,
  endpointId: string,
  now: Date,
): Promise<SecretRow[]> {
  const rows = await connection
    .select()
    .from(webhookSecrets)
    .where(
      and(
        eq(webhookSecrets.issuerId, issuerId),
        eq(webhookSecrets.endpointId, endpointId),
        or(isNull(webhookSecrets.expiresAt), gt(webhookSecrets.expiresAt, now)),
      ),
    )
    .orderBy(asc(webhookSecrets.id));
  return rows.toReversed();
}

/** Gives the secret of now its end, and forgets those that have ended or were rotated away earlier. */
export async function retireSecrets(
  tx: Transaction,
  issuerId: string,
  endpointId: string,
  now: Date,
  end: Date,
): Promise<void> {
  const own = and(eq(webhookSecrets.issuerId, issuerId), eq(webhookSecrets.endpointId, endpointId));
  await tx.delete(webhookSecrets).where(and(own, lte(webhookSecrets.expiresAt, now)));
  await tx
    .update(webhookSecrets)
    .set({ expiresAt: end })
    .where(and(own, isNull(webhookSecrets.expiresAt)));
}

export async function deleteSecrets(tx: Transaction, issuerId: string, endpointId: string): Promise<void> {
  await tx
    .delete(webhookSecrets)
    .where(and(eq(webhookSecrets.issuerId, issuerId), eq(webhookSecrets.endpointId, endpointId)));
}

export async function lockSecretsNotUnder(
  tx: Transaction,
  keyEncryptionKeyId: string,
  limit: number,
): Promise<SecretRow[]> {
  return tx
    .select()
    .from(webhookSecrets)
    .where(ne(webhookSecrets.keyEncryptionKeyId, keyEncryptionKeyId))
    .orderBy(asc(webhookSecrets.id))
    .limit(limit)
    .for('no key update', { skipLocked: true });
}

export async function updateSecret(
  tx: Transaction,
  id: string,
  to: Pick<SecretRow, 'wrappedDataKey' | 'keyEncryptionKeyId'>,
): Promise<void> {
  await tx.update(webhookSecrets).set(to).where(eq(webhookSecrets.id, id));
}

export async function countSecretsNotUnder(connection: Connection, keyEncryptionKeyId: string): Promise<number> {
  return connection.$count(webhookSecrets, ne(webhookSecrets.keyEncryptionKeyId, keyEncryptionKeyId));
}
