import { and, asc, eq, gt, isNull, ne, type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import type { Connection, Transaction } from '../platform/database.ts';
import { erasedLearners, learnerKeys, privacyKeys, privacyPolicies } from './tables.ts';

export type PrivacyKeyRow = typeof privacyKeys.$inferSelect;
export type LearnerKeyRow = typeof learnerKeys.$inferSelect;
export type PolicyRow = typeof privacyPolicies.$inferSelect;
export type ErasedLearner = typeof erasedLearners.$inferSelect;

/**
 * A learner's wrapped key as one more column of a query on something else, so that opening what is sealed costs no query of its own.
 * @param learnerId the column of that query that names the learner
 * @returns `<id of the privacy key>.<base64>`, or null when there is no key or it was destroyed
 */
export function lockedKeyOf(learnerId: SQLWrapper): SQL<string | null> {
  // Wrapped once more, or drizzle leaves out the table's name, and the column would be that of the inner query.
  const outer = sql`${learnerId}`;
  return sql<string | null>`(select k.issuer_key_id::text || '.' || encode(k.wrapped_key, 'base64')
    from learner_keys k where k.learner_id = ${outer})`;
}

export async function selectLockedKey(
  connection: Connection,
  issuerId: string,
  learnerId: string,
): Promise<string | null> {
  const rows = await connection
    .select({ locked: lockedKeyOf(learnerKeys.learnerId) })
    .from(learnerKeys)
    .where(and(eq(learnerKeys.issuerId, issuerId), eq(learnerKeys.learnerId, learnerId)));
  return rows[0]?.locked ?? null;
}

export async function selectPrivacyKey(connection: Connection, issuerId: string): Promise<PrivacyKeyRow | undefined> {
  return (await connection.select().from(privacyKeys).where(eq(privacyKeys.issuerId, issuerId)))[0];
}

export async function selectPrivacyKeyById(connection: Connection, id: string): Promise<PrivacyKeyRow | undefined> {
  return (await connection.select().from(privacyKeys).where(eq(privacyKeys.id, id)))[0];
}

/** @returns false when the issuer got one in the meantime */
export async function insertPrivacyKey(tx: Transaction, row: PrivacyKeyRow): Promise<boolean> {
  const inserted = await tx.insert(privacyKeys).values(row).onConflictDoNothing().returning({ id: privacyKeys.id });
  return inserted.length === 1;
}

/** Those that lie under another key-encryption key than this one, held still; rows that another process holds are left out. */
export async function lockPrivacyKeysNotUnder(
  tx: Transaction,
  keyEncryptionKeyId: string,
  limit: number,
): Promise<PrivacyKeyRow[]> {
  return tx
    .select()
    .from(privacyKeys)
    .where(ne(privacyKeys.keyEncryptionKeyId, keyEncryptionKeyId))
    .orderBy(asc(privacyKeys.id))
    .limit(limit)
    .for('no key update', { skipLocked: true });
}

export async function countPrivacyKeysNotUnder(connection: Connection, keyEncryptionKeyId: string): Promise<number> {
  return connection.$count(privacyKeys, ne(privacyKeys.keyEncryptionKeyId, keyEncryptionKeyId));
}

export async function updateWrapping(
  tx: Transaction,
  id: string,
  to: Pick<PrivacyKeyRow, 'wrappedDataKey' | 'keyEncryptionKeyId'>,
): Promise<void> {
  await tx.update(privacyKeys).set(to).where(eq(privacyKeys.id, id));
}

export async function insertLearnerKey(tx: Transaction, row: LearnerKeyRow): Promise<void> {
  await tx.insert(learnerKeys).values(row);
}

/** Overwrites the key. */
export async function destroyLearnerKey(
  tx: Transaction,
  issuerId: string,
  learnerId: string,
  destroyedAt: Date,
): Promise<void> {
  await tx
    .update(learnerKeys)
    .set({ wrappedKey: null, destroyedAt })
    .where(
      and(eq(learnerKeys.issuerId, issuerId), eq(learnerKeys.learnerId, learnerId), isNull(learnerKeys.destroyedAt)),
    );
}

export async function selectPolicy(connection: Connection, issuerId: string): Promise<PolicyRow | undefined> {
  return (await connection.select().from(privacyPolicies).where(eq(privacyPolicies.issuerId, issuerId)))[0];
}

/** Every issuer that erases by time. */
export async function selectRetentionPolicies(connection: Connection): Promise<PolicyRow[]> {
  return connection
    .select()
    .from(privacyPolicies)
    .where(sql`${privacyPolicies.retentionYears} is not null`)
    .orderBy(asc(privacyPolicies.issuerId));
}

export async function upsertPolicy(tx: Transaction, row: PolicyRow): Promise<void> {
  await tx.insert(privacyPolicies).values(row).onConflictDoUpdate({ target: privacyPolicies.issuerId, set: row });
}

export async function insertErasedLearner(tx: Transaction, row: ErasedLearner): Promise<void> {
  await tx.insert(erasedLearners).values(row).onConflictDoNothing();
}

/** The list of erasures, in the order of the learners' ids. */
export async function selectErasedLearners(
  connection: Connection,
  limit: number,
  after?: string,
): Promise<ErasedLearner[]> {
  return connection
    .select()
    .from(erasedLearners)
    .where(after === undefined ? undefined : gt(erasedLearners.learnerId, after))
    .orderBy(asc(erasedLearners.learnerId))
    .limit(limit);
}
