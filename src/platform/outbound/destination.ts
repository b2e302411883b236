import { isIP } from 'node:net';
import { OutboundError } from './outbound-error.ts';

/** Which ways out there are beside https on port 443. */
export interface OutboundRules {
  /** `host:port` that may be private and may be asked without TLS. */
  readonly outboundAllow: readonly string[];
  /** Further ports on which https is asked. */
  readonly outboundPorts: readonly number[];
}

/** Where a request goes, as far as the URL alone says. */
export interface Destination {
  readonly url: URL;
  /** Without the brackets of an IPv6 address. */
  readonly host: string;
  /** Whether private addresses are fine. */
  readonly allowed: boolean;
}

/** RFC 6761, RFC 6762, RFC 8375 and ICANN's `.internal`: names that never lead to the public internet. */
const innerNames = /(^|\.)(localhost|local|internal|home\.arpa|onion|invalid|test)\.?$/;

/**
 * Judges a URL before anybody is asked anything: https, port 443 or a configured one, a name with a dot and no address, no user (threats.md §3).
 * @param avoid `host` or `host:port` that is refused though it is public
 * @throws {OutboundError} `refused url`
 */
export function destinationOf(address: string, rules: OutboundRules, avoid: readonly string[] = []): Destination {
  if (!URL.canParse(address)) throw new OutboundError('refused url');
  const url = new URL(address);
  if (url.username !== '' || url.password !== '') throw new OutboundError('refused url');
  const secure = url.protocol === 'https:';
  if (!secure && url.protocol !== 'http:') throw new OutboundError('refused url');
  const port = Number(url.port === '' ? (secure ? 443 : 80) : url.port);
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const allowed = rules.outboundAllow.includes(`${url.hostname}:${port}`);
  // A name with a dot at its end is the same name.
  const names = [url.hostname, url.hostname.replace(/\.$/, '')].flatMap((name) => [name, `${name}:${port}`]);
  if (names.some((name) => avoid.includes(name))) throw new OutboundError('refused url');
  const isPublic =
    secure &&
    (port === 443 || rules.outboundPorts.includes(port)) &&
    isIP(host) === 0 &&
    /[^.]\.[^.]/.test(host) &&
    !innerNames.test(host);
  if (!allowed && !isPublic) throw new OutboundError('refused url');
  return { url, host, allowed };
}
