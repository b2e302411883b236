import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Public by their range, but they answer from inside a cloud: the metadata service of Azure. */
const insideClouds = ['168.63.129.16'];

/** RFC 4291 §2.4 with the IANA registry: global unicast is assigned from here only. */
const globalUnicastIPv6 = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Whether an address belongs to somebody on the public Internet. Everything else is refused (threats.md §3): private, loopback, link-local with
 * its metadata services, carrier-grade NAT, documentation, multicast, reserved, and every IPv6 form that carries an IPv4 address (mapped, NAT64,
 * 6to4, Teredo), because the IPv4 address in it was not looked at.
 * @param address as a resolver gives it, without a zone
 */
export function isGlobalUnicast(address: string): boolean {
  if (isIP(address) === 0 || insideClouds.includes(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== 'unicast') return false;
  return parsed instanceof ipaddr.IPv4 || parsed.match(globalUnicastIPv6);
}
