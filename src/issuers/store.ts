import { and, asc, eq, gt, inArray, isNull, lte, ne } from 'drizzle-orm';
import type { KeyAlgorithm } from '../openbadges/index.ts';
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

/** @returns the key that was active until now, if there was one */
export async function retireActiveKey(
  tx: Transaction,
  issuerId: string,
  algorithm: KeyAlgorithm,
  retiredAt: Date,
): Promise<SigningKeyRow | undefined> {
  const rows = await tx
    .update(signingKeys)
    .set({ state: 'retired', retiredAt })
    .where(isActive(issuerId, algorithm))
    .returning();
  return rows[0];
}

export async function updateSigningKey(
  tx: Transaction,
  id: string,
  to: Partial<Omit<SigningKeyRow, 'issuerId' | 'id' | 'algorithm' | 'publicKeyMultibase' | 'createdAt'>>,
): Promise<void> {
  await tx.update(signingKeys).set(to).where(eq(signingKeys.id, id));
}

/**
 * The key to sign with, held against being marked as compromised until the transaction ends; a rotation does not wait for it. Whoever asks
 * while another key takes over may see neither in one statement, and asks again.
 */
export async function holdActiveKey(
  connection: Connection,
  issuerId: string,
  algorithm: KeyAlgorithm,
): Promise<SigningKeyRow | undefined> {
  for (let attempt = 1; attempt <= 3; attempt++) {
    const rows = await connection.select().from(signingKeys).where(isActive(issuerId, algorithm)).for('key share');
    if (rows[0] !== undefined) return rows[0];
  }
  return undefined;
}

function isActive(issuerId: string, algorithm: KeyAlgorithm) {
  return and(eq(signingKeys.issuerId, issuerId), eq(signingKeys.algorithm, algorithm), eq(signingKeys.state, 'active'));
}

/** @param strength `update` also waits for everybody who is signing with it */
export async function lockSigningKey(
  tx: Transaction,
  issuerId: string,
  id: string,
  strength: 'update' | 'no key update',
): Promise<SigningKeyRow | undefined> {
  const rows = await tx
    .select()
    .from(signingKeys)
    .where(and(eq(signingKeys.issuerId, issuerId), eq(signingKeys.id, id)))
    .for(strength);
  return rows[0];
}

export async function selectSigningKey(connection: Connection, id: string): Promise<SigningKeyRow | undefined> {
  return (await connection.select().from(signingKeys).where(eq(signingKeys.id, id)))[0];
}

/** Pending keys of all issuers whose moment has come. */
export async function selectDueKeys(connection: Connection, now: Date, limit: number): Promise<SigningKeyRow[]> {
  return connection
    .select()
    .from(signingKeys)
    .where(and(eq(signingKeys.state, 'pending'), lte(signingKeys.activatesAt, now)))
    .orderBy(asc(signingKeys.activatesAt), asc(signingKeys.id))
    .limit(limit);
}

/** Keys of all issuers whose data key is not under this key-encryption key, held until the transaction ends. Those of another replica are left to it. */
export async function lockKeysNotUnder(
  tx: Transaction,
  keyEncryptionKeyId: string,
  limit: number,
): Promise<SigningKeyRow[]> {
  return tx
    .select()
    .from(signingKeys)
    .where(ne(signingKeys.keyEncryptionKeyId, keyEncryptionKeyId))
    .orderBy(asc(signingKeys.id))
    .limit(limit)
    .for('no key update', { skipLocked: true });
}

export async function countKeysNotUnder(connection: Connection, keyEncryptionKeyId: string): Promise<number> {
  return connection.$count(signingKeys, ne(signingKeys.keyEncryptionKeyId, keyEncryptionKeyId));
}

/** Every key of every issuer with the DID of that issuer. */
export async function selectKeysOfAll(connection: Connection): Promise<{ did: string; key: SigningKeyRow }[]> {
  return connection
    .select({ did: issuers.did, key: signingKeys })
    .from(signingKeys)
    .innerJoin(issuers, eq(issuers.id, signingKeys.issuerId))
    .orderBy(asc(signingKeys.id));
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

export async function lockApiKey(tx: Transaction, issuerId: string, id: string): Promise<ApiKeyRow | undefined> {
  const rows = await tx
    .select()
    .from(apiKeys)
    .where(and(eq(apiKeys.issuerId, issuerId), eq(apiKeys.id, id)))
    .for('update');
  return rows[0];
}

export async function replaceApiKey(tx: Transaction, id: string, expiresAt: Date, replacedBy: string): Promise<void> {
  await tx.update(apiKeys).set({ expiresAt, replacedBy }).where(eq(apiKeys.id, id));
}

/** Not while somebody changes the key: that it was used is not worth waiting for. */
export async function noteUse(connection: Connection, id: string, lastUsedAt: Date): Promise<void> {
  const free = connection
    .select({ id: apiKeys.id })
    .from(apiKeys)
    .where(eq(apiKeys.id, id))
    .for('update', { skipLocked: true });
  await connection.update(apiKeys).set({ lastUsedAt }).where(inArray(apiKeys.id, free));
}

/** The keys that are, or will be, signed with; of all issuers. */
export async function selectKeysToSignWith(connection: Connection): Promise<SigningKeyRow[]> {
  return connection
    .select()
    .from(signingKeys)
    .where(inArray(signingKeys.state, ['active', 'pending']))
    .orderBy(asc(signingKeys.id));
}
