import { createHmac, randomBytes } from 'node:crypto';

const prefix = 'whsec_';

/** A secret as receivers get it: 32 random bytes (Standard Webhooks, "Signature scheme": 24 to 64). */
export function makeSecret(): string {
  return prefix + randomBytes(32).toString('base64');
}

/**
 * The headers of Standard Webhooks ("Webhook headers (metadata)"). While an earlier secret still signs along there are several signatures, parted by a space.
 * @param id the same for every attempt, so that a receiver can tell that it had it already
 * @param at the moment of this attempt; receivers refuse old ones, against replaying by others
 */
export function signedHeaders(
  id: string,
  at: Date,
  body: Buffer,
  secrets: readonly string[],
): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(prefix.length), 'base64');
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest('base64')}`;
  });
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') };
}
