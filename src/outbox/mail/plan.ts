import { listAwards } from '../../awards/index.ts';
import type { Transaction } from '../../platform/database.ts';
import type { NewDelivery } from '../deliveries/store.ts';
import type { Delivering } from '../delivering.ts';
import { awardOf, newDelivery } from '../new-delivery.ts';
import type { Message } from '../relay/store.ts';
import { happeningOf } from './kinds.ts';
import { selectMailSettingsOf } from './store.ts';

/** One mail for each learner of each transaction: a report that brings three badges brings one mail. */
export async function planMails(on: Delivering, tx: Transaction, messages: readonly Message[]): Promise<NewDelivery[]> {
  if (on.postman === undefined) return [];
  const told = await wanted(tx, messages);
  const learnerOf = new Map(
    (
      await listAwards(
        tx,
        told.map(({ award }) => award),
      )
    ).map((row) => [row.id, row.learnerId]),
  );
  const mails = new Map<string, { issuerId: string; learnerId: string; told: Told[] }>();
  for (const one of told) {
    const learnerId = learnerOf.get(one.award);
    if (learnerId === undefined) continue;
    const name = `${one.message.transaction}|${learnerId}`;
    const mail = mails.get(name) ?? { issuerId: one.issuerId, learnerId, told: [] };
    mails.set(name, { ...mail, told: [...mail.told, one] });
  }
  return [...mails.values()].map(({ issuerId, learnerId, told: about }) =>
    newDelivery(on, issuerId, {
      messages: about.map(({ message }) => message),
      channel: 'mail',
      subject: `learner:${learnerId}`,
      awardIds: [...new Set(about.map(({ award }) => award))],
    }),
  );
}

interface Told {
  readonly message: Message;
  readonly issuerId: string;
  readonly award: string;
}

/** Messages about awards of issuers that did not switch mail off. */
async function wanted(tx: Transaction, messages: readonly Message[]): Promise<Told[]> {
  const told = messages.flatMap((message) => {
    const award = awardOf(message);
    const { issuerId } = message;
    return issuerId === null || award === undefined || happeningOf(message.kind) === undefined
      ? []
      : [{ message, issuerId, award }];
  });
  const settings = await selectMailSettingsOf(tx, [...new Set(told.map(({ issuerId }) => issuerId))]);
  const off = new Set(settings.filter(({ enabled }) => !enabled).map(({ issuerId }) => issuerId));
  return told.filter(({ issuerId }) => !off.has(issuerId));
}
