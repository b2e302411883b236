import { problem } from '../platform/problem.ts';
import type { AwardRow } from './store.ts';

/** What can be done to an award that exists. */
export const actions = ['revoke', 'suspend', 'reinstate'] as const;
export type Action = (typeof actions)[number];

/** A revocation is final, unless nothing but a key was the reason for it (openbadges-3.md §2.2 issues such badges again). */
function isReversible({ state, withdrawnBecause }: Pick<AwardRow, 'state' | 'withdrawnBecause'>): boolean {
  return state === 'suspended' || (state === 'revoked' && withdrawnBecause === 'key-compromise');
}

/**
 * Whether an action would change an award; an action that was done already changes nothing.
 * @param today as `2026-11-23`
 * @throws {Problem} `conflict` when the award is in a state in which the action is not possible
 */
export function wouldChange(award: AwardRow, action: Action, today: string): boolean {
  const { state, validUntil } = award;
  switch (action) {
    case 'revoke':
      return state !== 'revoked' || isReversible(award);
    case 'suspend':
      if (state === 'revoked') throw problem('conflict', 'This award was revoked, and that is final.');
      return state === 'active';
    case 'reinstate':
      if (state === 'active') return false;
      if (!isReversible(award)) throw problem('conflict', 'This award was revoked, and that is final.');
      // A badge that is issued today cannot end before today (VC Data Model 2.0 §4.9), and one that has ended would hold for nothing.
      if (validUntil !== null && validUntil < today)
        throw problem('conflict', `This award expired on ${validUntil}; there is nothing left to reinstate.`);
      return true;
  }
}
