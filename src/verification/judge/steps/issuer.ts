import { type Check, check } from '../verdict.ts';
import type { JudgedProof } from './proof.ts';

/** Whether the issuer that a badge names lists the key that signed, for making statements. */
export function judgeIssuer({ compromised, controller, outcome }: JudgedProof): Check {
  if (compromised !== undefined) return compromised.issuer;
  if (controller?.assertionMethod.includes(outcome.verificationMethod ?? ''))
    return check('issuer', 'passed', 'key-listed-by-issuer');
  return issuerNotProven(controller !== undefined);
}

/** @param resolved whether the issuer could be looked up */
export function issuerNotProven(resolved: boolean): Check {
  return check('issuer', 'failed', resolved ? 'key-not-listed' : 'issuer-unresolved');
}
