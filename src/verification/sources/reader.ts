import type { Deps } from '../../platform/deps.ts';
import { type Outbound, type OutboundAnswer, OutboundError } from '../../platform/outbound/index.ts';
import type { Fetched, Unavailable, Wanted } from '../judge/sources.ts';
import { failureKeptFor, freshFor } from './freshness.ts';
import { KeptAnswers } from './kept-answers.ts';
import { Turns } from './turns.ts';

/** A whole answer takes no longer, redirects included, and no address sends us further than this (threats.md §3). */
const [mostTime, mostRedirects] = [3_000, 2];

/** Milliseconds that may be lost before a question is hurried. */
const leastOfHurry = 100;

type Answer = Fetched | Unavailable;

/** What the process remembers of sites: answers, questions that are on their way, and whose turn it is. */
interface Memory {
  readonly kept: KeptAnswers;
  readonly underway: Map<string, Promise<Answer>>;
  readonly turns: Turns;
}

/** One memory for each way out, shared by all requests of the process; a test with a way out of its own has a memory of its own. */
const memories = new WeakMap<Outbound, Memory>();

/**
 * Reads a public document that a badge names. Whoever wrote the badge chose the address: only public hosts are asked, never this service
 * itself, and what went wrong is not told in detail (threats.md §3).
 * @param timeLeft milliseconds that the caller can still wait
 */
export async function readPublic(on: Deps, url: string, wanted: Wanted, timeLeft = mostTime): Promise<Answer> {
  const { kept, underway, turns } = memoryOf(on.outbound);
  const name = `${wanted.largest} ${wanted.accept} ${url}`;
  const known = kept.get(name, on.clock.now().getTime()) ?? underway.get(name);
  if (known !== undefined) return known;
  const timeout = Math.min(timeLeft, mostTime);
  if (!URL.canParse(url)) return 'unsupported';
  if (timeout <= 0) return 'unreachable';
  const asking = inTurn(on, turns, url, wanted, timeout).then(({ answer, keepFor }) => {
    if (keepFor > 0) kept.set(name, answer, on.clock.now().getTime() + keepFor);
    return answer;
  });
  // Nobody shares a question that has less time than their own.
  if (timeout < mostTime) return asking;
  underway.set(name, asking);
  return asking.finally(() => underway.delete(name));
}

interface Outcome {
  readonly answer: Answer;
  /** Milliseconds. */
  readonly keepFor: number;
}

async function inTurn(on: Deps, turns: Turns, url: string, wanted: Wanted, timeout: number): Promise<Outcome> {
  const start = performance.now();
  const outcome = await turns.take(new URL(url).host, timeout, async () => {
    const left = Math.ceil(timeout - (performance.now() - start));
    return left > 0 ? ask(on, url, wanted, left) : undefined;
  });
  // Not kept: the site was not asked, so nothing is known about it.
  return outcome ?? { answer: 'unreachable', keepFor: 0 };
}

async function ask({ config, outbound }: Deps, url: string, wanted: Wanted, timeout: number): Promise<Outcome> {
  try {
    const answer = await outbound.send({
      method: 'GET',
      url: url.split('#')[0] ?? '',
      accept: wanted.accept,
      largestAnswer: wanted.largest,
      timeout,
      redirects: mostRedirects,
      allow: config.verifyAllow,
      avoid: [new URL(config.publicBaseUrl).host],
    });
    return judged(url, answer, wanted);
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error;
    // Seen by the look of an address, ours or that of a redirect: nobody was asked.
    if (error.code === 'refused url') return { answer: 'unsupported', keepFor: failureKeptFor };
    const broken = error.code === 'answer too large' || error.code === 'broken answer';
    // A site that was given less than its time has not failed, or whoever uses up the time could make it fail for others.
    const hurried = error.code === 'no answer in time' && timeout < mostTime - leastOfHurry;
    return { answer: broken ? 'malformed' : 'unreachable', keepFor: hurried ? 0 : failureKeptFor };
  }
}

/** Only a whole answer of a kind that was asked for, and not packed: nothing is unpacked that nobody wanted packed. */
function judged(url: string, { status, headers, body }: OutboundAnswer, { accept }: Wanted): Outcome {
  if (status !== 200) return { answer: 'unreachable', keepFor: failureKeptFor };
  const mediaType = mediaTypeOf(headers['content-type']);
  const plain = (headers['content-encoding'] ?? 'identity').toLowerCase() === 'identity';
  if (!plain || !isWanted(mediaType, accept)) return { answer: 'malformed', keepFor: failureKeptFor };
  return { answer: { url, mediaType, bytes: body }, keepFor: freshFor(headers) };
}

/** Whether a media type is among those of an `Accept` header (RFC 9110 §12.5.1). */
function isWanted(mediaType: string, accept: string): boolean {
  const ranges = accept.split(',').map(mediaTypeOf);
  return ranges.some(
    (range) =>
      range === '*/*' || range === mediaType || (mediaType !== '' && range === mediaType.replace(/\/.*/, '/*')),
  );
}

function mediaTypeOf(text = ''): string {
  return (text.split(';')[0] ?? '').trim().toLowerCase();
}

function memoryOf(outbound: Outbound): Memory {
  const memory = memories.get(outbound) ?? { kept: new KeptAnswers(), underway: new Map(), turns: new Turns() };
  memories.set(outbound, memory);
  return memory;
}
