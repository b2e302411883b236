import { findLearners } from '../../assessment/index.ts';
import type { Issuing } from '../../credentials/index.ts';
import { issueLearnerLink } from '../../participants/index.ts';
import type { MailConfig } from '../../platform/config.ts';
import type { IssuerCaller } from '../../platform/deps.ts';
import { Problem } from '../../platform/problem.ts';
import { type Channel, type Message, Undeliverable } from '../channel.ts';
import type { Delivery } from '../store.ts';
import { addressLearners } from './addressees.ts';
import { compose } from './compose.ts';
import { loadLetter } from './load-letter.ts';
import { createPost, type Post } from './post.ts';
import { mailSettingsOf } from './settings.ts';

/**
 * Mails to learners about their badges.
 * @param config where mails are handed over, and who they are from
 */
export function mailChannel(config: MailConfig, post: Post = createPost(config)): Channel {
  return {
    name: 'mail',
    address: addressLearners,
    send: (on, delivery, messages) => send(on, post, delivery, messages),
  };
}

async function send(on: Issuing, post: Post, delivery: Delivery, messages: readonly Message[]): Promise<void> {
  const { issuerId, receiver } = delivery;
  const settings = await mailSettingsOf(on.database, issuerId);
  if (!settings.enabled) throw new Undeliverable('cancelled', 'the issuer wants no mails to be sent');
  const [learner] = await findLearners(on, on.database, issuerId, [receiver]);
  if (learner === undefined || learner.erasedAt !== null) throw erased();
  const draft = await loadLetter(on, learner, messages);
  if (draft === undefined) throw new Undeliverable('cancelled', 'there is nothing left to tell');
  const { url, expiresAt: until } = await ownLink(
    on,
    { actor: 'system:mail', requestId: on.ids.next(), issuerId },
    receiver,
  );
  await post({
    // A delivery that is sent twice has one id, so that programs that look at it show one mail (RFC 5322 §3.6.4).
    id: `${delivery.id}@${new URL(on.config.publicBaseUrl).hostname}`,
    at: on.clock.now(),
    to: { address: learner.email, name: learner.name ?? undefined },
    replyTo: settings.replyTo,
    language: draft.language,
    ...compose({ ...draft.letter, own: { url, until } }, draft.language),
  });
}

/** A link of its own for every mail: its address is kept nowhere, so it cannot be sent a second time. */
async function ownLink(on: Issuing, caller: IssuerCaller, learnerId: string) {
  try {
    return await on.database.transaction((tx) => issueLearnerLink(on, tx, caller, learnerId));
  } catch (error) {
    if (error instanceof Problem && error.code === 'gone') throw erased();
    throw error;
  }
}

const erased = () => new Undeliverable('cancelled', 'the learner was erased');
