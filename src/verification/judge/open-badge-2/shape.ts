import { isObject, type JsonObject } from '../../../openbadges/index.ts';
import { type Check, check } from '../verdict.ts';
import { idOf } from './linked.ts';
import { momentOf } from './moment.ts';

/** What an assertion must have (Open Badges 2.0 §Assertion), each with how it is told. */
const needs: readonly [name: string, holds: (assertion: JsonObject) => boolean][] = [
  ['id', ({ id }) => typeof id === 'string' && /^[a-z][a-z0-9+.-]*:\S+$/i.test(id)],
  ['recipient', ({ recipient }) => isIdentity(recipient)],
  ['badge', ({ badge }) => typeof idOf(badge) === 'string'],
  ['verification', ({ verification }) => isObject(verification)],
  ['issuedOn', ({ issuedOn }) => momentOf(issuedOn) !== undefined],
  ['expires', ({ expires }) => expires === undefined || momentOf(expires) !== undefined],
];

/** How an assertion wants to be verified. */
export function verificationTypeOf({ verification }: JsonObject): 'hosted' | 'signed' | undefined {
  const types = isObject(verification) ? [verification.type].flat() : [];
  if (types.includes('hosted') || types.includes('HostedBadge')) return 'hosted';
  return types.includes('signed') || types.includes('SignedBadge') ? 'signed' : undefined;
}

/** Whether it is a complete assertion. */
export function judgeAssertionShape(assertion: JsonObject): Check {
  const missing = needs.find(([, holds]) => !holds(assertion))?.[0];
  if (missing === undefined) return check('shape', 'passed', 'open-badge-2');
  return check('shape', 'failed', 'incomplete-open-badge-2', {
    detail: `${missing} is not as it should be`,
    pointer: `/${missing}`,
  });
}

/** Open Badges 2.0 §IdentityObject. */
export function isIdentity(
  value: unknown,
): value is { type: unknown; identity: string; hashed?: boolean; salt?: string } {
  return (
    isObject(value) &&
    value.type !== undefined &&
    typeof value.identity === 'string' &&
    ['boolean', 'undefined'].includes(typeof value.hashed) &&
    ['string', 'undefined'].includes(typeof value.salt)
  );
}
