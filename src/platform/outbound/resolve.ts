import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { isGlobalUnicast, isLinkLocal } from './addresses.ts';
import type { Destination } from './destination.ts';
import { OutboundError } from './outbound-error.ts';

/** An address with its family, as `node:net` wants it. */
export interface Address {
  readonly address: string;
  readonly family: number;
}

/** Name → addresses. */
export type Resolve = (host: string) => Promise<readonly Address[]>;

export const systemResolve: Resolve = (host) => lookup(host, { all: true });

/**
 * The addresses of a host, asked for once. One that is not public spoils them all: a name that leads to both is nobody's honest name.
 * @throws {OutboundError} `unknown host`, `refused address`
 */
export async function checkedAddresses({ host, allowed }: Destination, resolve: Resolve): Promise<readonly Address[]> {
  const family = isIP(host);
  const addresses = family === 0 ? await resolve(host).catch(unknown) : [{ address: host, family }];
  if (addresses.length === 0) unknown();
  const refused = allowed ? isLinkLocal : (address: string) => !isGlobalUnicast(address);
  if (addresses.some(({ address }) => refused(address))) throw new OutboundError('refused address');
  return addresses;
}

function unknown(): never {
  throw new OutboundError('unknown host');
}
