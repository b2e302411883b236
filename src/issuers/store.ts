import { and, asc, eq, gt, isNull } from 'drizzle-orm';
import type { Connection, Transaction } from '../platform/database.ts';
import type { IssuerProfile } from './schema.ts';
import { apiKeys, issuers, signingKeys } from './tables.ts';

export type IssuerRow = typeof issuers.$inferSelect;
export type SigningKeyRow = typeof signingKeys.$inferSelect;
export type ApiKeyRow = typeof apiKeys.$inferSelect;

/** @returns false when the slug (or the DID that follows from it) is taken */
export async function insertIssuer(tx: Transaction, row: IssuerRow): Promise<boolean> {
  const inserted = await tx.insert(issuers).values(row).onConflictDoNothing().returning({ id: issuers.id });
  return inserted.length === 1;
}

export async function selectIssuer(connection: Connection, id: string): Promise<IssuerRow | undefined> {
  return (await connection.select().from(issuers).where(eq(issuers.id, id)))[0];
}

/** Holds an issuer still until the transaction ends, so that changes of it happen one after the other; readers and reports do not wait. */
export async function lockIssuer(tx: Transaction, id: string): Promise<IssuerRow | undefined> {
  return (await tx.select().from(issuers).where(eq(issuers.id, id)).for('no key update'))[0];
}

export async function selectIssuerBySlug(connection: Connection, slug: string): Promise<IssuerRow | undefined> {
  return (await connection.select().from(issuers).where(eq(issuers.slug, slug)))[0];
}

export async function selectIssuerByDid(connection: Connection, did: string): Promise<IssuerRow | undefined> {
  return (await connection.select().from(issuers).where(eq(issuers.did, did)))[0];
}

export async function selectIssuers(connection: Connection, limit: number, after?: string): Promise<IssuerRow[]> {
  return connection
    .select()
    .from(issuers)
    .where(after === undefined ? undefined : gt(issuers.id, after))
    .orderBy(asc(issuers.id))
    .limit(limit);
}

export async function updateProfile(
  tx: Transaction,
  id: string,
  profile: IssuerProfile,
  changedAt: Date,
): Promise<void> {
  await tx.update(issuers).set({ profile, changedAt }).where(eq(issuers.id, id));
}

export async function insertSigningKey(tx: Transaction, row: SigningKeyRow): Promise<void> {
  await tx.insert(signingKeys).values(row);
}

export async function retireActiveKey(tx: Transaction, issuerId: string, retiredAt: Date): Promise<void> {
  await tx
    .update(signingKeys)
    .set({ state: 'retired', retiredAt })
    .where(and(eq(signingKeys.issuerId, issuerId), eq(signingKeys.state, 'active')));
}

export async function selectActiveKey(connection: Connection, issuerId: string): Promise<SigningKeyRow | undefined> {
  const rows = await connection
    .select()
    .from(signingKeys)
    .where(and(eq(signingKeys.issuerId, issuerId), eq(signingKeys.state, 'active')));
  return rows[0];
}

/** Which key each issuer, or this one, signs its badges and status lists with now. */
export async function selectActiveKeyIds(
  connection: Connection,
  issuerId?: string,
): Promise<{ issuerId: string; keyId: string }[]> {
  return connection
    .select({ issuerId: signingKeys.issuerId, keyId: signingKeys.id })
    .from(signingKeys)
    .where(
      and(
        eq(signingKeys.state, 'active'),
        eq(signingKeys.algorithm, 'Ed25519'),
        issuerId === undefined ? undefined : eq(signingKeys.issuerId, issuerId),
      ),
    );
}

export async function selectSigningKeys(connection: Connection, issuerId: string): Promise<SigningKeyRow[]> {
  return connection.select().from(signingKeys).where(eq(signingKeys.issuerId, issuerId)).orderBy(asc(signingKeys.id));
}

export async function insertApiKey(tx: Transaction, row: ApiKeyRow): Promise<void> {
  await tx.insert(apiKeys).values(row);
}

export async function selectApiKeyByPrefix(connection: Connection, prefix: string): Promise<ApiKeyRow | undefined> {
  return (await connection.select().from(apiKeys).where(eq(apiKeys.prefix, prefix)))[0];
}

export async function selectApiKeys(connection: Connection, issuerId: string): Promise<ApiKeyRow[]> {
  return connection.select().from(apiKeys).where(eq(apiKeys.issuerId, issuerId)).orderBy(asc(apiKeys.id));
}

/** @returns the revoked row, or nothing when the issuer has no such key that still works */
export async function revokeApiKeyRow(
  tx: Transaction,
  issuerId: string,
  id: string,
  revokedAt: Date,
): Promise<ApiKeyRow | undefined> {
  const rows = await tx
    .update(apiKeys)
    .set({ revokedAt })
    .where(and(eq(apiKeys.issuerId, issuerId), eq(apiKeys.id, id), isNull(apiKeys.revokedAt)))
    .returning();
  return rows[0];
}
