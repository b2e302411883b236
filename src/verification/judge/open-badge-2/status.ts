import { isObject, type JsonObject } from '../../../openbadges/index.ts';
import type { Sources } from '../sources.ts';
import { type Check, check } from '../verdict.ts';
import { fetchOwn, idOf } from './linked.ts';

/** What the address of a hosted assertion says of it today (Open Badges 2.0 §Assertion `revoked`). */
export function judgeHostedStatus({ revoked }: JsonObject): Check {
  if (revoked === true) return check('status', 'failed', 'revoked');
  return check('status', 'passed', 'not-revoked-on-host');
}

/** Whether a signed assertion is in the list of revoked ones that its issuer names (Open Badges 2.0 §RevocationList). */
export async function judgeRevocationList(assertion: JsonObject, profile: JsonObject, from: Sources): Promise<Check> {
  if (profile.revocationList === undefined) return check('status', 'passed', 'no-status');
  const list = await fetchOwn(idOf(profile.revocationList), from);
  if (typeof list === 'string' || !Array.isArray(list.revokedAssertions))
    return check('status', 'not-checked', 'list-not-reachable');
  if (idOf(list.issuer) !== profile.id) return check('status', 'failed', 'list-of-another-issuer');
  const revoked = list.revokedAssertions.some((entry: unknown) =>
    isObject(entry)
      ? entry.id === assertion.id || (entry.uid !== undefined && entry.uid === assertion.uid)
      : entry === assertion.id,
  );
  return revoked ? check('status', 'failed', 'revoked') : check('status', 'passed', 'revocation-list-read');
}
