import { checkShape, isObject } from '../../openbadges/index.ts';
import type { Sources } from './sources.ts';
import { judgeIssuer } from './steps/issuer.ts';
import { judgeProof } from './steps/proof.ts';
import { judgeStatus } from './steps/status.ts';
import { judgeValidity } from './steps/validity.ts';
import { type Check, check, concluded, type Verification } from './verdict.ts';

/** What is judged: a document parsed strictly, or a VC-JWT or JWS in compact form. */
export type JudgeInput =
  | { readonly kind: 'document'; readonly document: unknown }
  | { readonly kind: 'jwt'; readonly token: string };

export interface JudgeOptions {
  /** Asks whether the badge was given to this person (Open Badges 3.0 §9.1 step 5). */
  readonly recipient?: { readonly email: string } | { readonly id: string };
}

/**
 * Judges what somebody presents as a badge; never throws for what it contains.
 * @returns the verdict with every step, and what there is inside
 */
export async function judge(input: JudgeInput, from: Sources, _options: JudgeOptions = {}): Promise<Verification> {
  return judgeDocument(input.kind === 'document' ? input.document : undefined, from);
}

/**
 * Judges a badge as a sceptical stranger (Open Badges 3.0 §9.1): nothing it says is believed before it is checked. Never throws for what the
 * badge contains.
 * @param document parsed strictly
 */
export async function judgeDocument(document: unknown, from: Sources): Promise<Verification> {
  const input = check('input', 'passed', 'read');
  // 1 Shape: whatever a signature would not cover is refused before any signature is looked at.
  const shape = judgeShape(document);
  if (shape.outcome === 'failed' || !isObject(document)) return concluded([input, shape]);
  // 2 Proof: the signature fits every letter, by a key that somebody lists.
  const proof = await judgeProof(document, from);
  if (proof.check.outcome === 'failed') return concluded([input, shape, proof.check]);
  // 3 Issuer: the key that signed is listed by the issuer itself, for this purpose. A key only written in the badge proves nothing.
  const issuer = judgeIssuer(proof);
  if (issuer.outcome === 'failed') return concluded([input, shape, proof.check, issuer]);
  // 4 The days, and 5 what the issuer says of it today.
  const validity = proof.untimely ?? judgeValidity(document, from.now);
  const status = proof.compromised?.status ?? (await judgeStatus(document, from));
  return concluded([input, shape, proof.check, issuer, validity, status]);
}

function judgeShape(document: unknown): Check {
  const [fault] = checkShape(document);
  if (fault !== undefined)
    return check('shape', 'failed', fault.code, { detail: fault.message, pointer: fault.pointer });
  return check('shape', 'passed', 'open-badge');
}
