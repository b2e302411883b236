import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync } from 'node:crypto';
import { and, eq, isNull, lt } from 'drizzle-orm';
import type { Transaction } from './database.ts';
import type { Deps } from './deps.ts';
import { problem } from './problem.ts';
import { digestOf } from './record.ts';
import { idempotencyKeys } from './tables.ts';
import type { Task } from './tasks.ts';

/** How long an answer is kept: a long weekend, so that a queue that stood still since Friday can be sent again on Monday. */
const keptFor = 72 * 3_600_000;

/** What an API operation answered: its status, the address of what it made, and the JSON value that it sent. */
export interface KeptAnswer {
  readonly status: number;
  readonly location?: string;
  readonly body: unknown;
}

/** A write that its caller wants to happen once (draft-ietf-httpapi-idempotency-key-header-07 §2). */
export interface KeyedRequest {
  readonly issuerId: string | undefined;
  readonly key: string;
  /** The API key of the caller. It is in no table, so without it a kept answer cannot be opened. */
  readonly token: string;
  readonly method: string;
  /** Path and query. */
  readonly address: string;
  readonly body: unknown;
}

/**
 * The value of an `Idempotency-Key` header: a structured-field string (RFC 8941 §3.3.3), or the same without quotes, as most clients send it.
 * @throws {Problem} `invalid-request` when it is empty, longer than 255 characters, or not printable ASCII
 */
export function idempotencyKeyOf(header: string | string[] | undefined): string | undefined {
  if (header === undefined) return undefined;
  const key = typeof header === 'string' ? header.replace(/^"(.*)"$/, '$1') : '';
  if (/^[\x21-\x7e]{1,255}$/.test(key)) return key;
  throw problem('invalid-request', 'The Idempotency-Key cannot be used.', [
    { parameter: 'Idempotency-Key', detail: 'one key of 1 to 255 printable characters without blanks was expected' },
  ]);
}

/**
 * Does the work of a keyed request, or gives the answer that it got before. The key is written first: a second request with it waits
 * until this transaction has ended, and then finds either the answer or nothing at all.
 * @returns the answer, and whether it is the one of before
 * @throws {Problem} `idempotency-key-reused` when the key was used for another request
 */
export async function once(
  on: Pick<Deps, 'clock' | 'random'>,
  transaction: Transaction,
  request: KeyedRequest,
  work: () => Promise<KeptAnswer>,
): Promise<{ readonly answer: KeptAnswer; readonly repeated: boolean }> {
  const now = on.clock.now();
  const salt = on.random.bytes(16);
  const secrets = secretsOf(request, salt);
  const row = {
    issuerId: request.issuerId ?? null,
    keyHash: createHash('sha256').update(request.key).digest('hex'),
    salt,
    requestDigest: digestUnder(secrets, request),
    expiresAt: new Date(now.getTime() + keptFor),
  };
  const same = and(
    row.issuerId === null ? isNull(idempotencyKeys.issuerId) : eq(idempotencyKeys.issuerId, row.issuerId),
    eq(idempotencyKeys.keyHash, row.keyHash),
  );
  await transaction.delete(idempotencyKeys).where(and(same, lt(idempotencyKeys.expiresAt, now)));
  const mine = await transaction
    .insert(idempotencyKeys)
    .values(row)
    .onConflictDoNothing()
    .returning({ salt: idempotencyKeys.salt });
  if (mine.length === 0) {
    const [kept] = await transaction.select().from(idempotencyKeys).where(same);
    return { answer: openAnswer(request, kept), repeated: true };
  }
  const answer = await work();
  await transaction
    .update(idempotencyKeys)
    .set({ answer: seal(secrets, answer) })
    .where(same);
  return { answer, repeated: false };
}

type Kept = typeof idempotencyKeys.$inferSelect;

function openAnswer(request: KeyedRequest, kept: Kept | undefined): KeptAnswer {
  const secrets = kept && secretsOf(request, kept.salt);
  if (kept?.answer == null || secrets === undefined || kept.requestDigest !== digestUnder(secrets, request)) {
    throw problem(
      'idempotency-key-reused',
      'This Idempotency-Key was used for another request, or with another API key. Take a new one for every new request.',
      [
        {
          parameter: 'Idempotency-Key',
          detail: 'a key that was not used before, or exactly the request of before, was expected',
        },
      ],
    );
  }
  return open(secrets, kept.answer);
}

interface Secrets {
  readonly sealing: Buffer;
  readonly digesting: Buffer;
}

/** Derived from what the caller sends and we do not keep, so that a thief of the database reads neither API keys nor people in old answers. */
function secretsOf({ key, token }: KeyedRequest, salt: Buffer): Secrets {
  const derived = (purpose: string) => Buffer.from(hkdfSync('sha256', `${token}\n${key}`, salt, purpose, 32));
  return { sealing: derived('stempel idempotency answer'), digesting: derived('stempel idempotency request') };
}

function digestUnder({ digesting }: Secrets, { method, address, body }: KeyedRequest): string {
  return createHmac('sha256', digesting).update(digestOf({ method, address, body })).digest('hex');
}

/** AES-256-GCM under a key that seals this one message only, so that a fixed nonce is sound. */
const onlyNonce = Buffer.alloc(12);

function seal({ sealing }: Secrets, answer: KeptAnswer): Buffer {
  const cipher = createCipheriv('aes-256-gcm', sealing, onlyNonce);
  return Buffer.concat([cipher.update(JSON.stringify(answer)), cipher.final(), cipher.getAuthTag()]);
}

function open({ sealing }: Secrets, sealed: Buffer): KeptAnswer {
  const decipher = createDecipheriv('aes-256-gcm', sealing, onlyNonce);
  decipher.setAuthTag(sealed.subarray(-16));
  return JSON.parse(Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]).toString('utf8'));
}

/** Removes answers that nobody may ask for any more. */
export function forgetIdempotencyKeys(on: Pick<Deps, 'clock' | 'database'>): Task {
  return {
    name: 'forget-idempotency-keys',
    every: 600_000,
    run: async () => {
      await on.database.delete(idempotencyKeys).where(lt(idempotencyKeys.expiresAt, on.clock.now()));
    },
  };
}
