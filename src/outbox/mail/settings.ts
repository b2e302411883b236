import type { Connection } from '../../platform/database.ts';
import type { IssuerCaller } from '../../platform/deps.ts';
import { record } from '../../platform/record.ts';
import type { Delivering } from '../delivering.ts';
import type { MailSettings, MailSettingsAnswer } from './schema.ts';
import { type MailSettingsRow, selectMailSettings, upsertMailSettings } from './store.ts';

/** What holds for an issuer; mail is sent unless it said otherwise. */
export async function mailSettingsOf(
  connection: Connection,
  issuerId: string,
): Promise<Pick<MailSettingsRow, 'enabled' | 'replyTo'>> {
  return (await selectMailSettings(connection, issuerId)) ?? { enabled: true, replyTo: null };
}

/** Switches mail to learners on or off for an issuer. */
export async function keepMailSettings(
  on: Delivering,
  caller: IssuerCaller,
  wanted: MailSettings,
): Promise<MailSettingsAnswer> {
  const { issuerId } = caller;
  const { enabled } = wanted;
  const replyTo = wanted.replyTo ?? null;
  return on.database.transaction(async (tx) => {
    const before = await mailSettingsOf(tx, issuerId);
    await upsertMailSettings(tx, { issuerId, enabled, replyTo, changedAt: on.clock.now() });
    await record(tx, on, caller, {
      issuerId,
      kind: 'mail-settings.changed',
      subject: `issuer:${issuerId}`,
      before: { enabled: before.enabled, replyTo: before.replyTo },
      after: { enabled, replyTo },
      payload: { id: issuerId, enabled },
    });
    return mailSettingsAnswer(on, { enabled, replyTo });
  });
}

export function mailSettingsAnswer(
  on: Delivering,
  { enabled, replyTo }: Pick<MailSettingsRow, 'enabled' | 'replyTo'>,
): MailSettingsAnswer {
  return { enabled, ...(replyTo !== null && { replyTo }), available: on.postman !== undefined };
}
