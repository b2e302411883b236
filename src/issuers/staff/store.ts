import { and, asc, eq, isNull } from 'drizzle-orm';
import type { Connection, Transaction } from '../../platform/database.ts';
import { issuers, staffMembers } from '../tables.ts';
import type { Role } from './roles.ts';

export type StaffMemberRow = typeof staffMembers.$inferSelect;

/** @returns false when the person works for the issuer already */
export async function insertStaffMember(tx: Transaction, row: StaffMemberRow): Promise<boolean> {
  const inserted = await tx.insert(staffMembers).values(row).onConflictDoNothing().returning({ id: staffMembers.id });
  return inserted.length === 1;
}

export async function selectStaff(connection: Connection, issuerId: string): Promise<StaffMemberRow[]> {
  return connection
    .select()
    .from(staffMembers)
    .where(and(eq(staffMembers.issuerId, issuerId), isNull(staffMembers.removedAt)))
    .orderBy(asc(staffMembers.id));
}

export async function lockStaffMember(
  tx: Transaction,
  issuerId: string,
  id: string,
): Promise<StaffMemberRow | undefined> {
  const rows = await tx
    .select()
    .from(staffMembers)
    .where(and(eq(staffMembers.issuerId, issuerId), eq(staffMembers.id, id), isNull(staffMembers.removedAt)))
    .for('update');
  return rows[0];
}

export async function updateRole(tx: Transaction, id: string, role: Role): Promise<void> {
  await tx.update(staffMembers).set({ role }).where(eq(staffMembers.id, id));
}

/** Whoever worked for us stays in the audit log by id; their pseudonym and name go. */
export async function removeStaffMemberRow(tx: Transaction, id: string, removedAt: Date): Promise<void> {
  await tx
    .update(staffMembers)
    .set({ removedAt, subject: `removed:${id}`, name: null })
    .where(eq(staffMembers.id, id));
}

/** For which issuers somebody works, with the slugs by which they choose one. */
export async function selectEmployers(
  connection: Connection,
  subject: string,
): Promise<{ id: string; issuerId: string; role: Role; slug: string }[]> {
  return connection
    .select({ id: staffMembers.id, issuerId: staffMembers.issuerId, role: staffMembers.role, slug: issuers.slug })
    .from(staffMembers)
    .innerJoin(issuers, eq(issuers.id, staffMembers.issuerId))
    .where(and(eq(staffMembers.subject, subject), isNull(staffMembers.removedAt)));
}
