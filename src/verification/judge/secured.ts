import { type Coverage, coverageOf, isObject } from '../../openbadges/index.ts';
import type { JudgeInput } from './judge.ts';
import { openJwt, proveJwt } from './jwt.ts';
import type { Securing } from './kinds.ts';
import type { Sources } from './sources.ts';
import { type JudgedProof, judgeProof } from './steps/proof.ts';
import { type Check, check } from './verdict.ts';

/** A credential with what keeps it from change: proofs inside it, or a JWT around it. */
export interface Secured {
  readonly document: unknown;
  readonly coverage: Coverage;
  readonly securing: Securing;
  /** Takes the steps `proof` and `issuer`; the shape must have been found sound. */
  prove(from: Sources): Promise<JudgedProof>;
}

/** Opens what was presented; gives the step `input` when there is nothing in it that could be read. */
export async function openSecured(input: JudgeInput): Promise<Secured | { readonly refused: Check }> {
  if (input.kind === 'document') {
    const { document } = input;
    const coverage = isObject(document) ? coverageOf(document) : 'json-ld';
    const prove = async (from: Sources) => judgeProof(isObject(document) ? document : {}, from);
    return { document, coverage, securing: 'data-integrity', prove };
  }
  const jwt = await openJwt(input.token);
  if (jwt === undefined) return { refused: check('input', 'failed', 'malformed-jwt') };
  // Every letter is covered, so no JSON-LD is needed: badges whose contexts nobody can process are judged as well (openbadges-3.md §0.9).
  return {
    document: jwt.credential,
    coverage: 'json',
    securing: jwt.securing,
    prove: (from: Sources) => proveJwt(jwt, from),
  };
}
