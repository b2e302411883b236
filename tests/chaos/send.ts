import { setTimeout as pause } from 'node:timers/promises';
import type { Dice } from './dice.ts';
import type { Tally } from './tally.ts';

/** A request that is sent until it is answered, always the same: body and `Idempotency-Key`. */
export interface Order {
  readonly path: string;
  readonly body: unknown;
  readonly key: string;
  /** Answers beside 2xx that are right here, such as 409 for what was revoked already. */
  readonly expected?: readonly number[];
  /** Milliseconds after which the client cuts its connection, the first time. */
  readonly cutAfter?: number | undefined;
}

/** The last answer. */
export interface Answered {
  readonly status: number;
  readonly body: any;
}

/** Where to send to, with which API key, and who counts. */
export interface Sender {
  readonly addresses: readonly string[];
  readonly apiKey: string;
  readonly dice: Dice;
  readonly tally: Tally;
}

/** Longer than any answer may take; a service that hangs is a fault. */
const longestAnswer = 20_000;
/** Longer than any recovery may take. */
const longestWait = 90_000;

/**
 * Sends it to one replica after the other until one of them answers for good: what a provider does whose connection was cut or who heard 503.
 * @throws when nobody answers for good in time
 */
export async function sendUntilAnswered({ addresses, apiKey, dice, tally }: Sender, order: Order): Promise<Answered> {
  const deadline = performance.now() + longestWait;
  for (let attempt = 0; performance.now() < deadline; attempt += 1) {
    const address = addresses[(attempt + dice.below(addresses.length)) % addresses.length] ?? '';
    tally.send();
    const answer = await sendOnce(address, apiKey, order, attempt === 0 ? order.cutAfter : undefined);
    if (typeof answer === 'string') {
      if (answer === 'hangs') tally.faults.push(`${order.path} was not answered within ${longestAnswer} ms`);
      else tally[answer] += 1;
    } else if (answer.status === 503) {
      tally.unavailable += 1;
    } else {
      const good = answer.status < 300 || order.expected?.includes(answer.status);
      if (good) tally.acknowledged += 1;
      else tally.faults.push(`${order.path} answered ${answer.status}: ${JSON.stringify(answer.body).slice(0, 400)}`);
      return answer;
    }
    await pause(20 + dice.below(80));
  }
  throw new Error(`${order.path} was not answered for good within ${longestWait} ms`);
}

/** @returns the answer, or how there came none */
async function sendOnce(
  address: string,
  apiKey: string,
  { path, body, key }: Order,
  cutAfter: number | undefined,
): Promise<Answered | 'broken' | 'cut' | 'hangs'> {
  const signal = AbortSignal.timeout(cutAfter ?? longestAnswer);
  try {
    const response = await fetch(new URL(path, address), {
      method: 'POST',
      headers: {
        accept: 'application/json',
        authorization: `Bearer ${apiKey}`,
        'content-type': 'application/json',
        'idempotency-key': key,
      },
      body: JSON.stringify(body),
      signal,
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
  } catch {
    if (!signal.aborted) return 'broken';
    return cutAfter === undefined ? 'hangs' : 'cut';
  }
}
