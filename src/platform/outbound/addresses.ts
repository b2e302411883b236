import ipaddr from 'ipaddr.js';

/** 2000::/3: all that IANA has given out as global unicast (RFC 4291 §2.4). Whatever is or will be special outside of it stays refused. */
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');

/** Public by its number, but inside a cloud it is the machine's own host (Azure's wire server). */
const hostOfCloud = '168.63.129.16';

/**
 * Whether an address belongs to the public internet: in no special range of the IANA registries (RFC 6890), and no form of IPv6 that carries another
 * address inside (mapped, NAT64, 6to4, Teredo), because what it leads to was not checked.
 */
export function isGlobalUnicast(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== 'unicast') return false;
  return parsed instanceof ipaddr.IPv6
    ? parsed.zoneId === undefined && parsed.match(globalUnicast)
    : parsed.toString() !== hostOfCloud;
}

/** Where clouds answer questions about the machine, its passwords among them. Refused even where private addresses are allowed. */
export function isLinkLocal(address: string): boolean {
  return !ipaddr.isValid(address) || ipaddr.process(address).range() === 'linkLocal';
}
