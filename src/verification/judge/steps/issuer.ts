import type { ControllerDocument } from '../../../openbadges/index.ts';
import type { Unavailable } from '../sources.ts';
import { type Check, check } from '../verdict.ts';

/**
 * Whether the issuer that a badge names lists the key that signed, for making statements.
 * @param issuer what the issuer says of its keys, or why that is not known
 */
export function judgeIssuer(issuer: ControllerDocument | Unavailable, listed: boolean): Check {
  if (typeof issuer !== 'string') {
    return listed ? check('issuer', 'passed', 'key-listed-by-issuer') : check('issuer', 'failed', 'key-not-listed');
  }
  // A host that is down says nothing; who can never be looked up, or says nothing that can be read, cannot be held to anything.
  if (issuer === 'unreachable') return check('issuer', 'not-checked', 'issuer-unreachable');
  return check('issuer', 'failed', 'issuer-unresolved');
}
