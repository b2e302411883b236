import { isObject, type JsonObject } from '../../openbadges/index.ts';
import type { Kind, Securing } from './kinds.ts';
import type { Secured } from './secured.ts';
import type { Sources } from './sources.ts';
import type { JudgedProof } from './steps/proof.ts';
import { judgeShape } from './steps/shape.ts';
import type { Check, JudgedSignature } from './verdict.ts';

/** What is known of a credential after the steps that say who said what: shape, proof and issuer. */
export interface Established {
  readonly checks: Check[];
  readonly kind?: Kind;
  readonly securing: Securing;
  readonly proofs: JudgedSignature[];
  /** The credential; only when its signature fits. */
  readonly credential?: JsonObject;
  /** Set when all three steps went well, so that the others may be taken. */
  readonly proven?: JudgedProof;
}

/** Takes the steps `shape`, `proof` and `issuer` (Open Badges 3.0 §9.1 steps 1 and 2); stops at the first that does not go well. */
export async function establish(secured: Secured, from: Sources): Promise<Established> {
  const { document, securing } = secured;
  const shape = judgeShape(secured);
  if (shape.check.outcome === 'failed' || !isObject(document)) return { checks: [shape.check], securing, proofs: [] };
  const known = { securing, ...(shape.kind !== undefined && { kind: shape.kind }) };
  const proof = await secured.prove(from);
  const checks = [shape.check, proof.check, proof.issuer].filter((each) => each !== undefined);
  const held = proof.check?.outcome === 'passed' || proof.check?.outcome === 'warning';
  return {
    ...known,
    checks,
    proofs: proof.proofs,
    ...(held && { credential: document }),
    ...(held && proof.issuer?.outcome === 'passed' && { proven: proof }),
  };
}
