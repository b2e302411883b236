import { isIP } from 'node:net';
import { OutboundError } from './outbound.ts';

/** Where a request may go. */
export interface Destination {
  readonly url: URL;
  /** On the operator's own list: its addresses are not asked about. */
  readonly trusted: boolean;
}

/**
 * Looks at an address before anything is resolved: https on port 443, a host with a name, no user name and no fragment. What the operator listed
 * may be anything that is http or https.
 * @param allowed `host:port` of OUTBOUND_ALLOW
 * @throws {OutboundError} `not-allowed`
 */
export function destinationOf(address: string, allowed: readonly string[]): Destination {
  if (!URL.canParse(address) || address.length > 2_000) throw new OutboundError('not-allowed');
  const url = new URL(address);
  if (!['https:', 'http:'].includes(url.protocol) || url.username !== '' || url.password !== '' || url.hash !== '')
    throw new OutboundError('not-allowed');
  const port = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
  if (allowed.includes(`${url.hostname}:${port}`)) return { url, trusted: true };
  if (url.protocol !== 'https:' || port !== '443' || isLiteral(url.hostname)) throw new OutboundError('not-allowed');
  return { url, trusted: false };
}

/** The URL parser has already turned 0x7f.1 and 2130706433 into 127.0.0.1 (WHATWG URL §3.5). */
function isLiteral(hostname: string): boolean {
  return hostname.startsWith('[') || isIP(hostname.replace(/\.$/, '')) !== 0;
}
