import { type JudgeOptions, judgeSent, type Means, type Verified } from '../verification/judge/index.ts';
import { fetchSources, type WayOut } from './fetch-sources.ts';

/** How a badge is to be verified. Everything has a default. */
export interface VerifyOptions extends WayOut, JudgeOptions, Pick<Means, 'readers'> {
  /** The moment to judge by; now, unless said otherwise. */
  readonly now?: Date;
}

/** A badge: as a text (JSON, a JWT), as the bytes of a file (JSON, JWT, baked PNG or SVG), parsed already, or at an address. */
export type BadgeInput = string | Uint8Array | URL | object;

/**
 * Verifies an Open Badge (Open Badges 3.0 §9.1) on the machine where this runs: its shape, its proofs, that the issuer itself lists the key,
 * its dates, and what the issuer's status list says of it today. Whoever the badge names as its issuer is asked, and nobody else.
 * @returns the verdict and every step that led to it; never throws for what the badge contains
 */
export async function verifyBadge(input: BadgeInput, options: VerifyOptions = {}): Promise<Verified> {
  const { now = new Date(), recipient, readers } = options;
  const sent = input instanceof URL ? { url: input.href } : { bytes: bytesOf(input) };
  const asked = { sent, ...(recipient && { recipient }) };
  return judgeSent(asked, fetchSources(now, options), { ...(readers && { readers }) });
}

/** What was parsed already goes the same way as a text: a hostile object can have getters and prototypes, a text cannot. */
function bytesOf(input: string | Uint8Array | object): Uint8Array {
  if (input instanceof Uint8Array) return input;
  return new TextEncoder().encode(typeof input === 'string' ? input : JSON.stringify(input));
}
