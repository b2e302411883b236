import { findLearners, type Learner } from '../../assessment/index.ts';
import { findIssuer, type Issuer } from '../../issuers/index.ts';
import { type BadgeMailView, renderBadgeMail } from '../../pages/index.ts';
import { issueLearnerLink, revokeLearnerLink } from '../../participants/index.ts';
import type { IssuerCaller } from '../../platform/deps.ts';
import { type Language, textIn } from '../../platform/text.ts';
import type { Outcome } from '../deliveries/outcome.ts';
import type { DeliveryRow } from '../deliveries/store.ts';
import type { Delivering } from '../delivering.ts';
import { selectMessages } from '../relay/store.ts';
import { badgesOf } from './badges.ts';
import { mailSettingsOf } from './settings.ts';

/** Writes one mail from what is recorded now, and hands it in. Whom it goes to stands nowhere in the delivery. */
export async function attemptMail(on: Delivering, delivery: DeliveryRow): Promise<Outcome> {
  const { issuerId, subject } = delivery;
  const { postman, database } = on;
  const { enabled, replyTo } = await mailSettingsOf(database, issuerId);
  if (postman === undefined || !enabled) return { kind: 'cancelled', error: 'mail-off' };
  const [learner] = await findLearners(on, database, issuerId, [subject.slice('learner:'.length)]);
  if (learner === undefined || learner.erasedAt !== null) return { kind: 'cancelled', error: 'learner-erased' };
  const issuer = await findIssuer(database, issuerId);
  if (issuer === undefined) throw new Error(`delivery ${delivery.id} is of an issuer that is not there`);
  const language = languageFor(learner, issuer);
  const badges = await badgesOf(on, await selectMessages(database, delivery.messageIds), language);
  const view: BadgeMailView = {
    language,
    issuer: { name: textIn(issuer.profile.name, language), url: issuer.profileUrl },
    learnerName: learner.name ?? undefined,
    badges,
    canReply: replyTo !== null,
  };
  return withOwnLink(on, issuerId, learner.id, (ownPageUrl) =>
    postman.send(
      {
        ...renderBadgeMail({ ...view, ownPageUrl }),
        messageId: `${delivery.id}@${new URL(on.config.publicBaseUrl).hostname}`,
        fromName: view.issuer.name,
        to: learner.email,
        replyTo: replyTo ?? undefined,
        language,
      },
      on.clock.now(),
    ),
  );
}

/** The learner's own language, else one that the issuer speaks. */
function languageFor(learner: Learner, { profile }: Issuer): Language {
  if (learner.language !== null) return learner.language;
  return typeof profile.name === 'string' || profile.name.nl !== undefined ? 'nl' : 'en';
}

/** Makes a link to the learner's own page for a mail. When the mail did not go out, nobody has the link, and it ends. */
async function withOwnLink(
  on: Delivering,
  issuerId: string,
  learnerId: string,
  send: (url: string) => Promise<Outcome>,
): Promise<Outcome> {
  const caller: IssuerCaller = { issuerId, actor: 'system:mail', requestId: on.ids.next() };
  const link = await on.database.transaction((tx) => issueLearnerLink(on, tx, caller, learnerId));
  const outcome = await send(link.url);
  if (outcome.kind !== 'delivered') await revokeLearnerLink(on, caller, learnerId, link.id);
  return outcome;
}
