import { and, asc, eq, ne, sql } from 'drizzle-orm';
import type { Connection, Transaction } from '../../platform/database.ts';
import { webhookEndpoints } from '../tables.ts';

export type Endpoint = typeof webhookEndpoints.$inferSelect;

const present = ne(webhookEndpoints.state, 'removed');

/** Until the end of the transaction nobody else adds an endpoint of this issuer, so that counting them holds. */
export async function lockEndpointsOf(tx: Transaction, issuerId: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`webhooks:${issuerId}`}, 0))`);
}

export async function countEndpoints(tx: Transaction, issuerId: string): Promise<number> {
  return tx.$count(webhookEndpoints, and(eq(webhookEndpoints.issuerId, issuerId), present));
}

export async function insertEndpoint(tx: Transaction, row: Endpoint): Promise<void> {
  await tx.insert(webhookEndpoints).values(row);
}

/** Those of an issuer that were not removed, the oldest first. */
export async function selectEndpoints(connection: Connection, issuerId: string): Promise<Endpoint[]> {
  return connection
    .select()
    .from(webhookEndpoints)
    .where(and(eq(webhookEndpoints.issuerId, issuerId), present))
    .orderBy(asc(webhookEndpoints.id));
}

export async function selectEndpoint(
  connection: Connection,
  issuerId: string,
  id: string,
): Promise<Endpoint | undefined> {
  const rows = await connection.select().from(webhookEndpoints).where(named(issuerId, id));
  return rows[0];
}

export async function lockEndpoint(tx: Transaction, issuerId: string, id: string): Promise<Endpoint | undefined> {
  return (await tx.select().from(webhookEndpoints).where(named(issuerId, id)).for('no key update'))[0];
}

export async function updateEndpoint(
  tx: Transaction,
  id: string,
  to: Partial<Omit<Endpoint, 'issuerId' | 'id' | 'createdAt'>>,
): Promise<void> {
  await tx.update(webhookEndpoints).set(to).where(eq(webhookEndpoints.id, id));
}

/** Endpoints of all issuers whose data key is not under this key-encryption key, held until the transaction ends. */
export async function lockEndpointsNotUnder(
  tx: Transaction,
  keyEncryptionKeyId: string,
  limit: number,
): Promise<Endpoint[]> {
  return tx
    .select()
    .from(webhookEndpoints)
    .where(ne(webhookEndpoints.keyEncryptionKeyId, keyEncryptionKeyId))
    .orderBy(asc(webhookEndpoints.id))
    .limit(limit)
    .for('no key update', { skipLocked: true });
}

export async function countEndpointsNotUnder(connection: Connection, keyEncryptionKeyId: string): Promise<number> {
  return connection.$count(webhookEndpoints, ne(webhookEndpoints.keyEncryptionKeyId, keyEncryptionKeyId));
}

function named(issuerId: string, id: string) {
  return and(eq(webhookEndpoints.issuerId, issuerId), eq(webhookEndpoints.id, id), present);
}
