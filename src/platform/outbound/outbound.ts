import { type Destination, destinationOf, type OutboundRules } from './destination.ts';
import { exchange, type OutboundAnswer, type Question } from './exchange.ts';
import { OutboundError } from './outbound-error.ts';
import { type Address, checkedAddresses, type Resolve, systemResolve } from './resolve.ts';

/** A request to somebody outside. */
export interface OutboundRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer;
  /** Media types that are wanted. */
  readonly accept?: string;
  /** Milliseconds for everything together: finding the host, asking, and the whole answer. */
  readonly timeout?: number;
  /** Bytes of the body of the answer. */
  readonly largestAnswer?: number;
  /** How many redirects of a GET are followed; each is judged like the first address, and all of them share the time. None unless said. */
  readonly redirects?: number;
  /**
   * `host:port` that may be private, in place of those of the configuration: where an address is chosen by anybody, it must not reach what was
   * opened for issuers.
   */
  readonly allow?: readonly string[];
  /** `host` or `host:port` that is never asked, such as our own, so that no request goes round in a circle. */
  readonly avoid?: readonly string[];
}

/**
 * The only way out of the house (threats.md §3): https to public addresses, which are resolved once and connected to as they were checked; no redirects
 * unless they are asked for, no decompression, limits on time and size.
 */
export interface Outbound {
  /** @throws {OutboundError} when there is no whole answer */
  send(request: OutboundRequest): Promise<OutboundAnswer>;
  /**
   * Whether a URL could ever be asked, by its look alone; what its name leads to is seen when it is asked.
   * @throws {OutboundError} `refused url`
   */
  check(url: string): void;
}

const defaultTimeout = 15_000;
const defaultLargestAnswer = 64 * 1024;

/** @param resolve finds the addresses of a name; the system's resolver unless a test plays one */
export function createOutbound(rules: OutboundRules, resolve: Resolve = systemResolve): Outbound {
  return {
    async send(request) {
      const signal = AbortSignal.timeout(request.timeout ?? defaultTimeout);
      const ways = { ...rules, outboundAllow: request.allow ?? rules.outboundAllow };
      let [url, left] = [request.url, request.method === 'GET' ? (request.redirects ?? 0) : 0];
      for (; ; left -= 1) {
        const destination = destinationOf(url, ways, request.avoid);
        const answer = await exchange(
          questionTo(destination, await inTime(destination, resolve, signal), request, signal),
        );
        const next = redirectOf(answer, destination.url);
        if (next === undefined || request.redirects === undefined) return answer;
        if (left === 0) throw new OutboundError('too many redirects', answer.status);
        url = next;
      }
    },
    check(url) {
      destinationOf(url, rules);
    },
  };
}

function questionTo(
  { url }: Destination,
  addresses: readonly Address[],
  { method, accept, headers, body, largestAnswer }: OutboundRequest,
  signal: AbortSignal,
): Question {
  return {
    method,
    url,
    headers: { 'user-agent': 'Stempel', accept: accept ?? '*/*', 'accept-encoding': 'identity', ...headers },
    body,
    addresses,
    largestAnswer: largestAnswer ?? defaultLargestAnswer,
    signal,
  };
}

/** Where an answer sends us (RFC 9110 §15.4); nothing when it is an answer in itself. */
function redirectOf({ status, headers }: OutboundAnswer, from: URL): string | undefined {
  if (![301, 302, 303, 307, 308].includes(status) || headers.location === undefined) return undefined;
  return URL.canParse(headers.location, from) ? new URL(headers.location, from).href : undefined;
}

/** A resolver that says nothing counts against the same time as a host that says nothing. */
async function inTime(destination: Destination, resolve: Resolve, signal: AbortSignal) {
  const tooLate = Promise.withResolvers<never>();
  const give = () => tooLate.reject(new OutboundError('no answer in time'));
  signal.addEventListener('abort', give, { once: true });
  try {
    return await Promise.race([checkedAddresses(destination, resolve), tooLate.promise]);
  } finally {
    signal.removeEventListener('abort', give);
  }
}
