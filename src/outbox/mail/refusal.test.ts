import { expect, test } from 'vitest';
import { Undeliverable } from '../channel.ts';
import { refusalOf } from './refusal.ts';

const smtp = (members: object) => Object.assign(new Error('550 no mail for noor@example.org here'), members);

test.each([
  [{ code: 'ECONNECTION' }, 'later', 'the mail server does not answer'],
  [{ code: 'ETIMEDOUT' }, 'later', 'the mail server does not answer'],
  [{ code: 'EAUTH', responseCode: 535, command: 'AUTH PLAIN' }, 'later', 'the mail server does not accept our sign-in'],
  [{ responseCode: 421, command: 'CONN' }, 'later', 'the mail server refused for now (421)'],
  [{ responseCode: 450, command: 'RCPT TO' }, 'later', 'the mail server refused for now (450)'],
  [{ responseCode: 550, command: 'MAIL FROM' }, 'later', 'the mail server refused us (550)'],
  [{ responseCode: 550, command: 'RCPT TO' }, 'dead', 'the mail server refused the address (550)'],
  [{ responseCode: 554, command: 'DATA' }, 'dead', 'the mail server refused the mail (554)'],
])('%j is tried %s (RFC 5321 §4.2.1)', (members, when, message) => {
  const refusal = refusalOf(smtp(members));
  expect(refusal instanceof Undeliverable ? refusal.state : 'later').toBe(when);
  expect(refusal.message).toBe(message);
});
