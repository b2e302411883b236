import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A mail as it came in. */
export interface Mail {
  readonly to: readonly string[];
  /** Headers and body as they were sent. */
  readonly text: string;
}

/** A mail server on loopback that keeps what it gets. */
export interface Mailbox {
  readonly url: string;
  to(address: string): readonly Mail[];
  /** What it answers from now on to mail for this address; nothing: it takes it. */
  answer(address: string, code: number | undefined): void;
  /** All addresses that were asked for, taken or not. */
  readonly asked: readonly string[];
  [Symbol.asyncDispose](): Promise<void>;
}

/** @param port one that is free when absent */
export async function openMailbox(port = 0): Promise<Mailbox> {
  const mails: Mail[] = [];
  const asked: string[] = [];
  const answers = new Map<string, number>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo({ address }, _session, done) {
      asked.push(address);
      const code = answers.get(address);
      if (code === undefined) return done();
      done(Object.assign(new Error(`no mail for ${address} here`), { responseCode: code }));
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        mails.push({
          to: session.envelope.rcptTo.map(({ address }) => address),
          text: Buffer.concat(chunks).toString('utf8'),
        });
        done();
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening));
  const { port: taken } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${taken}`,
    to: (address) => mails.filter(({ to }) => to.includes(address)),
    answer: (address, code) => {
      if (code === undefined) answers.delete(address);
      else answers.set(address, code);
    },
    asked,
    [Symbol.asyncDispose]: () => new Promise((closed) => server.close(() => closed())),
  };
}
