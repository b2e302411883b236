import { createTransport } from 'nodemailer';
import type { MailConfig } from '../../platform/config.ts';
import type { Language } from '../../platform/text.ts';
import type { Composed } from './letter.ts';
import { oneLine } from './one-line.ts';
import { refusalOf } from './refusal.ts';

/** A mail with its envelope. */
export interface OutgoingMail extends Composed {
  /** Message-ID without its brackets. */
  readonly id: string;
  readonly at: Date;
  readonly to: { readonly address: string; readonly name: string | undefined };
  readonly replyTo: string | undefined;
  readonly language: Language;
}

/**
 * Hands a mail over. Resolves when the mail server has taken it.
 * @throws {Undeliverable | AttemptFailed}
 */
export type Post = (mail: OutgoingMail) => Promise<void>;

const second = 1_000;

/** Together shorter than the lease of a sender, so that nobody else sends while we still wait. */
const patience = { connectionTimeout: 10 * second, greetingTimeout: 10 * second, socketTimeout: 20 * second };
const atMost = 60 * second;

/** SMTP (RFC 5321), a connection a mail. */
export function createPost({ server, from }: MailConfig): Post {
  return async (mail) => {
    const transport = createTransport({
      ...server,
      ...patience,
      // What a mail says comes from strangers: nothing in it may name a file or an address to be read.
      disableFileAccess: true,
      disableUrlAccess: true,
      logger: false,
    });
    const { to } = mail;
    const handedOver = transport.sendMail({
      envelope: { from: from.address, to: [to.address] },
      from: { address: from.address, name: from.name ?? '' },
      to: { address: to.address, name: to.name === undefined ? '' : oneLine(to.name) },
      ...(mail.replyTo !== undefined && { replyTo: { address: mail.replyTo, name: '' } }),
      messageId: `<${mail.id}>`,
      date: mail.at,
      subject: mail.subject,
      text: mail.text,
      html: mail.html,
      headers: {
        // RFC 3834 §5: so that no holiday message answers.
        'Auto-Submitted': 'auto-generated',
        'X-Auto-Response-Suppress': 'All',
        'Content-Language': mail.language,
      },
    });
    try {
      await inTime(handedOver);
    } catch (error) {
      throw refusalOf(error);
    } finally {
      transport.close();
    }
  };
}

/** A server that says a little from time to time would keep the time-outs of the connection from ending it. */
async function inTime(work: Promise<unknown>): Promise<void> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error('too late')), atMost);
  try {
    await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
    // Whatever still comes of it is nobody's any more.
    work.catch(() => undefined);
  }
}
