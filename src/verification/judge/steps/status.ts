import type { JsonObject } from '../../../openbadges/index.ts';
import { issuerOf } from '../issuer-of.ts';
import type { Sources } from '../sources.ts';
import { type Check, check } from '../verdict.ts';

/**
 * Looks up what the issuer says of the badge today (Bitstring Status List §3.2). A list that cannot be read is never "valid".
 */
export async function judgeStatus(document: JsonObject, from: Sources): Promise<Check> {
  if (document.credentialStatus === undefined) return check('status', 'passed', 'no-status');
  const own = await from.own?.status(document, issuerOf(document));
  return own ?? check('status', 'not-checked', 'list-not-reachable');
}
