import { AttemptFailed, Undeliverable } from '../channel.ts';

/**
 * What came of an attempt that failed, in words that name nobody. The server's own words are left out: they repeat the address.
 * RFC 5321 §4.2.1: 4yz may be tried again; 5yz, told about this recipient or this mail, must not be tried again as it is. A 5yz before that (greeting, sign-in,
 * sender) is about us and our settings, and over when somebody has seen to them.
 */
export function refusalOf(error: unknown): Undeliverable | AttemptFailed {
  const code = numberIn(error, 'responseCode');
  const command = textOf(error, 'command');
  if (textOf(error, 'code') === 'EAUTH') return new AttemptFailed('the mail server does not accept our sign-in');
  if (code === undefined) return new AttemptFailed('the mail server does not answer');
  if (code < 500) return new AttemptFailed(`the mail server refused for now (${code})`);
  if (command === 'RCPT TO') return new Undeliverable('dead', `the mail server refused the address (${code})`);
  if (command === 'DATA') return new Undeliverable('dead', `the mail server refused the mail (${code})`);
  return new AttemptFailed(`the mail server refused us (${code})`);
}

function numberIn(error: unknown, member: string): number | undefined {
  const value = memberOf(error, member);
  return typeof value === 'number' ? value : undefined;
}

function textOf(error: unknown, member: string): string | undefined {
  const value = memberOf(error, member);
  return typeof value === 'string' ? value : undefined;
}

function memberOf(error: unknown, member: string): unknown {
  return error instanceof Error ? Object.getOwnPropertyDescriptor(error, member)?.value : undefined;
}
