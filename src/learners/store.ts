import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Connection } from '../platform/database.ts';
import { auditEntries } from '../platform/tables.ts';

/** The audit entries about these subjects, the oldest first. */
export async function selectAuditEntriesAbout(
  connection: Connection,
  issuerId: string,
  subjects: readonly string[],
): Promise<(typeof auditEntries.$inferSelect)[]> {
  return connection
    .select()
    .from(auditEntries)
    .where(and(eq(auditEntries.issuerId, issuerId), inArray(auditEntries.subject, [...subjects])))
    .orderBy(asc(auditEntries.at), asc(auditEntries.id));
}
