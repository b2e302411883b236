import type { Caller, Deps } from '../platform/deps.ts';
import { record } from '../platform/record.ts';
import { countListChanges } from './store.ts';

/**
 * Has every list signed anew when it is next asked for: after a restore, so that no copy from before passes for the state of now.
 * @returns how many lists
 */
export async function renewLists(on: Deps, caller: Caller): Promise<number> {
  return on.database.transaction(async (tx) => {
    const lists = await countListChanges(tx);
    await record(tx, on, caller, {
      issuerId: null,
      kind: 'status-lists.renewed',
      subject: 'status-lists',
      after: { lists },
      payload: { lists },
    });
    return lists;
  });
}
