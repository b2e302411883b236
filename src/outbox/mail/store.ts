import { eq, inArray } from 'drizzle-orm';
import type { Connection, Transaction } from '../../platform/database.ts';
import { mailSettings } from '../tables.ts';

export type MailSettingsRow = typeof mailSettings.$inferSelect;

export async function selectMailSettings(
  connection: Connection,
  issuerId: string,
): Promise<MailSettingsRow | undefined> {
  return (await connection.select().from(mailSettings).where(eq(mailSettings.issuerId, issuerId)))[0];
}

export async function selectMailSettingsOf(
  connection: Connection,
  issuerIds: readonly string[],
): Promise<MailSettingsRow[]> {
  if (issuerIds.length === 0) return [];
  return connection
    .select()
    .from(mailSettings)
    .where(inArray(mailSettings.issuerId, [...issuerIds]));
}

export async function upsertMailSettings(tx: Transaction, row: MailSettingsRow): Promise<void> {
  const { enabled, replyTo, changedAt } = row;
  await tx
    .insert(mailSettings)
    .values(row)
    .onConflictDoUpdate({ target: mailSettings.issuerId, set: { enabled, replyTo, changedAt } });
}
