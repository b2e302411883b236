import { and, asc, eq } from 'drizzle-orm';
import type { Connection, Transaction } from '../../platform/database.ts';
import type { Delivery } from '../store.ts';
import { deliveries, mailSettings } from '../tables.ts';

export type MailSettingsRow = typeof mailSettings.$inferSelect;

export async function selectMailSettings(
  connection: Connection,
  issuerId: string,
): Promise<MailSettingsRow | undefined> {
  return (await connection.select().from(mailSettings).where(eq(mailSettings.issuerId, issuerId)))[0];
}

export async function upsertMailSettings(tx: Transaction, row: MailSettingsRow): Promise<void> {
  await tx.insert(mailSettings).values(row).onConflictDoUpdate({ target: mailSettings.issuerId, set: row });
}

/** Every mail to a learner, the oldest first. */
export async function selectMailsTo(connection: Connection, issuerId: string, learnerId: string): Promise<Delivery[]> {
  return connection
    .select()
    .from(deliveries)
    .where(and(eq(deliveries.issuerId, issuerId), eq(deliveries.receiver, learnerId), eq(deliveries.channel, 'mail')))
    .orderBy(asc(deliveries.id));
}
