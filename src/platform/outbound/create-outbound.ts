import { type LookupAddress, lookup } from 'node:dns';
import { type IncomingMessage, request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import type { LookupFunction } from 'node:net';
import { promisify } from 'node:util';
import type { Config } from '../config.ts';
import { isGlobalUnicast } from './addresses.ts';
import { type Destination, destinationOf } from './destination.ts';
import { type Outbound, type OutboundAnswer, OutboundError, type OutboundRequest } from './outbound.ts';

const usualTimeout = 15_000;

/** Host name → its addresses. */
export type Resolve = (hostname: string) => Promise<readonly LookupAddress[]>;

const resolveBySystem: Resolve = (hostname) => promisify(lookup)(hostname, { all: true, verbatim: true });

/**
 * Requests that cannot be turned against our own network (threats.md §3): resolved once, every address looked at, connected to the very
 * addresses that were looked at, no redirects, limits of time and bytes.
 */
export function createOutbound(config: Pick<Config, 'outboundAllow'>, resolve: Resolve = resolveBySystem): Outbound {
  const destination = (address: string) => destinationOf(address, config.outboundAllow);
  return {
    check: (address) => {
      destination(address);
    },
    request: async (request) => {
      const to = destination(request.url);
      const limit = AbortSignal.timeout(request.timeout ?? usualTimeout);
      try {
        const addresses = await until(limit, checkedAddresses(to, resolve));
        return await until(limit, send(to, addresses, request, limit));
      } catch (error) {
        if (error instanceof OutboundError) throw error;
        throw new OutboundError(limit.aborted ? 'timed-out' : 'unreachable');
      }
    },
  };
}

/** One address that is not public makes the name suspect, whatever the others are. */
async function checkedAddresses({ url, trusted }: Destination, resolve: Resolve): Promise<readonly LookupAddress[]> {
  const hostname = url.hostname.replace(/^\[|\]$/g, '');
  const addresses = await resolve(hostname);
  if (addresses.length === 0) throw new OutboundError('unreachable');
  if (!trusted && !addresses.every(({ address }) => isGlobalUnicast(address))) throw new OutboundError('not-allowed');
  return addresses;
}

function send(
  { url }: Destination,
  addresses: readonly LookupAddress[],
  { method, headers = {}, body, maxBytes }: OutboundRequest,
  signal: AbortSignal,
): Promise<OutboundAnswer> {
  return new Promise((resolve, reject) => {
    const options = {
      method,
      signal,
      agent: false, // a connection kept from before would not be to the address that was checked now
      lookup: always(addresses),
      headers: {
        'user-agent': 'Stempel',
        'accept-encoding': 'identity', // no body that is small on the wire only
        ...headers,
        ...(body !== undefined && { 'content-length': String(Buffer.byteLength(body)) }),
      },
    };
    const requested = url.protocol === 'https:' ? requestSecure(url, options) : requestPlain(url, options);
    requested.on('response', (response) => read(response, maxBytes).then(resolve, reject));
    requested.on('error', reject);
    requested.end(body);
  });
}

async function read(response: IncomingMessage, maxBytes: number): Promise<OutboundAnswer> {
  const chunks: Buffer[] = [];
  let length = 0;
  if (maxBytes > 0) {
    for await (const chunk of response) {
      length += chunk.length;
      if (length > maxBytes) throw new OutboundError('too-large'); // leaving the loop closes the connection
      chunks.push(chunk);
    }
  }
  response.destroy();
  return { status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) };
}

/** A resolver that knows only what was looked at. */
function always(addresses: readonly LookupAddress[]): LookupFunction {
  return (_hostname, options, done) => {
    const [first] = addresses;
    if (options.all === true) done(null, [...addresses]);
    else done(null, first?.address ?? '', first?.family);
  };
}

/** Gives up at the limit, also on what cannot be told to stop (a resolver). */
function until<Result>(limit: AbortSignal, work: Promise<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    const late = () => reject(new OutboundError('timed-out'));
    if (limit.aborted) late();
    limit.addEventListener('abort', late, { once: true });
    work.then(resolve, reject).finally(() => limit.removeEventListener('abort', late));
  });
}
