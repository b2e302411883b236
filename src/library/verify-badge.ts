import { parseStrictJson, StrictJsonError } from '../openbadges/index.ts';
import {
  check,
  concluded,
  type JudgeInput,
  type JudgeOptions,
  judge,
  type Verification,
} from '../verification/judge/index.ts';
import { fetchSources, type WayOut } from './fetch-sources.ts';
import { documentLimits } from './limits.ts';

/** How a badge is to be verified. Everything has a default. */
export interface VerifyOptions extends WayOut, JudgeOptions {
  /** The moment to judge by; now, unless said otherwise. */
  readonly now?: Date;
}

/**
 * Verifies an Open Badge (Open Badges 3.0 §9.1) on the machine where this runs: its shape, its proofs, that the issuer itself lists the key,
 * its dates, and what the issuer's status list says of it today. The issuer and the list are asked over https; nobody else is asked anything.
 * @param input the badge: JSON as text, as bytes or parsed already, or a JWT in compact form
 * @returns the verdict and every step that led to it; never throws for what the badge contains
 */
export async function verifyBadge(
  input: string | Uint8Array | object,
  options: VerifyOptions = {},
): Promise<Verification> {
  const read = readInput(input);
  return 'verdict' in read ? read : judge(read, fetchSources(options.now ?? new Date(), options), options);
}

function readInput(input: string | Uint8Array | object): JudgeInput | Verification {
  const token = typeof input === 'string' ? input.trim() : '';
  if (/^[\w-]+\.[\w-]+\.[\w-]*$/.test(token)) return { kind: 'jwt', token };
  try {
    // What was parsed already goes the same way: a hostile object can have getters, cycles and prototypes; a text cannot.
    const text = typeof input === 'string' ? input : input instanceof Uint8Array ? input : JSON.stringify(input);
    const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
    return { kind: 'document', document: parseStrictJson(bytes, documentLimits) };
  } catch (error) {
    if (!(error instanceof StrictJsonError)) throw error;
    return concluded([check('input', 'failed', error.code, { detail: error.message, pointer: error.pointer })]);
  }
}
