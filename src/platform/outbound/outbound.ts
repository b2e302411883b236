import { type Destination, destinationOf, type OutboundRules } from './destination.ts';
import { exchange, type OutboundAnswer } from './exchange.ts';
import { OutboundError } from './outbound-error.ts';
import { checkedAddresses, type Resolve, systemResolve } from './resolve.ts';

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
}

/**
 * The only way out of the house (threats.md §3): https to public addresses, which are resolved once and connected to as they were checked; no redirects, no
 * decompression, limits on time and size.
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
      const destination = destinationOf(request.url, rules);
      const signal = AbortSignal.timeout(request.timeout ?? defaultTimeout);
      return exchange({
        method: request.method,
        url: destination.url,
        headers: {
          'user-agent': 'Stempel',
          accept: request.accept ?? '*/*',
          'accept-encoding': 'identity',
          ...request.headers,
        },
        body: request.body,
        addresses: await inTime(destination, resolve, signal),
        largestAnswer: request.largestAnswer ?? defaultLargestAnswer,
        signal,
      });
    },
    check(url) {
      destinationOf(url, rules);
    },
  };
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
