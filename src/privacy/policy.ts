import type { Connection } from '../platform/database.ts';
import type { Deps, IssuerCaller } from '../platform/deps.ts';
import { record } from '../platform/record.ts';
import type { PolicyInput } from './schema.ts';
import { type PolicyRow, selectPolicy, upsertPolicy } from './store.ts';

/** The policy that holds; `changedAt` is absent while it is the default. */
export type PrivacyPolicy = PolicyInput & { readonly changedAt?: Date };

/** Nobody is erased by time alone; the provider decides when somebody asks for it, and the badges that were handed out go on verifying. */
const defaults: PolicyInput = {
  retentionYears: null,
  onErasure: 'keep',
  badgePage: 'open',
  learnerErasure: 'on-request',
};
const members = ['retentionYears', 'onErasure', 'badgePage', 'learnerErasure'] as const;

export async function policyOf(connection: Connection, issuerId: string): Promise<PrivacyPolicy> {
  const row = await selectPolicy(connection, issuerId);
  if (row === undefined) return defaults;
  const { retentionYears, onErasure, badgePage, learnerErasure, changedAt } = row;
  return { retentionYears, onErasure, badgePage, learnerErasure: learnerErasure ?? defaults.learnerErasure, changedAt };
}

/** Sets the whole policy of the caller's issuer; setting what holds already changes nothing. */
export async function setPolicy(on: Deps, caller: IssuerCaller, policy: PolicyInput): Promise<PrivacyPolicy> {
  const { issuerId } = caller;
  return on.database.transaction(async (tx) => {
    const { changedAt, ...before } = await policyOf(tx, issuerId);
    const same = changedAt !== undefined && members.every((each) => before[each] === policy[each]);
    if (same) return { ...before, changedAt };
    const row: PolicyRow = { issuerId, ...policy, changedAt: on.clock.now() };
    await upsertPolicy(tx, row);
    await record(tx, on, caller, {
      issuerId,
      kind: 'privacy-policy.changed',
      subject: `issuer:${issuerId}`,
      before,
      after: row,
      payload: { ...policy },
    });
    return { ...policy, changedAt: row.changedAt };
  });
}
