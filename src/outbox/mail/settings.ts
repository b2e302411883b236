import type { Connection } from '../../platform/database.ts';
import type { Deps, IssuerCaller } from '../../platform/deps.ts';
import { record } from '../../platform/record.ts';
import type { MailSettingsInput } from './schema.ts';
import { selectMailSettings, upsertMailSettings } from './store.ts';

/** What holds; `changedAt` is absent while it is the default. */
export type MailSettings = MailSettingsInput & { readonly changedAt?: Date };

/** Mails are sent unless the issuer says no. */
export async function mailSettingsOf(connection: Connection, issuerId: string): Promise<MailSettings> {
  const row = await selectMailSettings(connection, issuerId);
  if (row === undefined) return { enabled: true };
  const { enabled, replyTo, changedAt } = row;
  return { enabled: enabled === 'yes', ...(replyTo !== null && { replyTo }), changedAt };
}

/** Sets the mail settings of the caller's issuer; setting what holds already changes nothing. */
export async function setMailSettings(
  on: Deps,
  caller: IssuerCaller,
  { enabled, replyTo }: MailSettingsInput,
): Promise<MailSettings> {
  const { issuerId } = caller;
  return on.database.transaction(async (tx) => {
    const { changedAt: since, ...before } = await mailSettingsOf(tx, issuerId);
    const after = { enabled, ...(replyTo !== undefined && { replyTo }) };
    if (since !== undefined && before.enabled === enabled && before.replyTo === replyTo)
      return { ...after, changedAt: since };
    const changedAt = on.clock.now();
    await upsertMailSettings(tx, { issuerId, enabled: enabled ? 'yes' : 'no', replyTo: replyTo ?? null, changedAt });
    await record(tx, on, caller, {
      issuerId,
      kind: 'mail-settings.changed',
      subject: `issuer:${issuerId}`,
      before,
      after,
      // Where answers go may be the address of a person.
      payload: { enabled },
    });
    return { ...after, changedAt };
  });
}
