import { createHmac } from 'node:crypto';

/** What is signed (Standard Webhooks, "Signature scheme"). */
export interface Signable {
  /** The same for every attempt, so that a receiver recognises what it has seen. */
  readonly id: string;
  readonly at: Date;
  readonly body: string;
}

/**
 * The headers of a webhook (Standard Webhooks, "Webhook Headers"): one signature for each secret, parted by spaces, so that the receiver can
 * change over from the old secret to the new one at any moment of a rotation.
 * @param secrets in the clear, newest first
 */
export function signedHeaders({ id, at, body }: Signable, secrets: readonly Buffer[]): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1_000));
  const sign = (secret: Buffer) =>
    `v1,${createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': secrets.map(sign).join(' ') };
}
