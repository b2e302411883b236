import { createTransport } from 'nodemailer';
import type { Config } from '../../platform/config.ts';
import type { Outcome } from '../deliveries/outcome.ts';

/** A mail, ready to be handed in. Every text of it is one line, except the bodies. */
export interface Mail {
  /** Without angle brackets; the same each time the same delivery is sent (RFC 5322 §3.6.4). */
  readonly messageId: string;
  readonly to: string;
  /** Shown as the name of the sender. */
  readonly fromName: string;
  readonly replyTo?: string | undefined;
  readonly subject: string;
  readonly language: string;
  readonly text: string;
  readonly html: string;
}

/** Hands mail in at the server that the operator configured. */
export interface Postman {
  send(mail: Mail, at: Date): Promise<Outcome>;
}

const second = 1_000;

/** @returns nothing when nobody configured where mail is handed in */
export function createPostman(config: Config): Postman | undefined {
  const { smtpUrl, mailFrom } = config;
  if (smtpUrl === undefined || mailFrom === undefined) return undefined;
  const transport = createTransport({
    url: smtpUrl,
    // Learners' addresses do not cross a network in the clear; who must, says ?requireTLS=false.
    requireTLS: config.mode === 'production' && !isThisMachine(smtpUrl),
    connectionTimeout: 10 * second,
    greetingTimeout: 10 * second,
    socketTimeout: 20 * second,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    send: async (mail, at) => {
      try {
        await transport.sendMail({
          // Said apart from the headers, so that nothing in a header can add a receiver (RFC 5321 §2.3.1).
          envelope: { from: mailFrom, to: [mail.to] },
          from: { name: oneLine(mail.fromName), address: mailFrom },
          to: { name: '', address: mail.to },
          ...(mail.replyTo !== undefined && { replyTo: { name: '', address: mail.replyTo } }),
          subject: oneLine(mail.subject),
          messageId: `<${mail.messageId}>`,
          date: at,
          headers: {
            'Auto-Submitted': 'auto-generated', // RFC 3834 §5: no automatic answers
            'Content-Language': mail.language,
          },
          text: mail.text,
          html: mail.html,
        });
        return { kind: 'delivered' };
      } catch (error) {
        return outcomeOf(error);
      }
    },
  };
}

/**
 * What the server said about this mail for good (5yz to the receiver or to the content, RFC 5321 §4.2.1) is final. Everything else may pass: 4yz, a
 * server that is not there, a login or a sender that the operator has to mend.
 */
function outcomeOf(error: unknown): Outcome {
  const { responseCode, command } = membersOf(error);
  if (responseCode === undefined) return { kind: 'failed', error: 'unreachable' };
  const final = responseCode >= 500 && ['RCPT TO', 'DATA'].includes(command ?? '');
  return { kind: final ? 'dead' : 'failed', error: `smtp-${responseCode}` };
}

function membersOf(error: unknown): { responseCode?: number; command?: string } {
  if (!(error instanceof Error)) return {};
  return {
    ...('responseCode' in error && typeof error.responseCode === 'number' && { responseCode: error.responseCode }),
    ...('command' in error && typeof error.command === 'string' && { command: error.command }),
  };
}

/** Names may hold line breaks, a header may not: what follows one would be a header of its own. */
function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

function isThisMachine(address: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(new URL(address).hostname);
}
