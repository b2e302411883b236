import { Webhook } from 'standardwebhooks';
import { expect, test } from 'vitest';
import { signedHeaders } from './sign.ts';

const [older, newer] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
const verify = (secret: Buffer, body: string, headers: Record<string, string>) =>
  new Webhook(secret.toString('base64')).verify(body, headers);
const message = { id: '0198', at: new Date(), body: '{"type":"award.issued"}' };

test('the independent library of Standard Webhooks accepts the signature', () => {
  expect(verify(older, message.body, signedHeaders(message, [older]))).toEqual({ type: 'award.issued' });
});

test('during a rotation either secret verifies', () => {
  const headers = signedHeaders(message, [newer, older]);
  expect(headers['webhook-signature']?.split(' ')).toHaveLength(2);
  for (const secret of [older, newer]) expect(() => verify(secret, message.body, headers)).not.toThrow();
});

test('another secret, another body, another id or another time does not verify', () => {
  const headers = signedHeaders(message, [older]);
  expect(() => verify(newer, message.body, headers)).toThrow();
  expect(() => verify(older, '{"type":"award.revoked"}', headers)).toThrow();
  expect(() => verify(older, message.body, { ...headers, 'webhook-id': '0199' })).toThrow();
  const later = String(Number(headers['webhook-timestamp']) + 1);
  expect(() => verify(older, message.body, { ...headers, 'webhook-timestamp': later })).toThrow();
});

test('a message from long ago is refused, so nobody can play it back', () => {
  const old = { ...message, at: new Date(Date.now() - 3_600_000) };
  expect(() => verify(older, old.body, signedHeaders(old, [older]))).toThrow(/old/);
});
