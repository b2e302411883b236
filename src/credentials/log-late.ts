import type { Task } from '../platform/tasks.ts';
import type { Guarded } from '../privacy/index.ts';
import { findUnlogged } from '../transparency/index.ts';
import { logCredential } from './log.ts';
import { openIssue, selectCredentials, selectIdsAfter } from './store.ts';

const batch = 1_000;
/** Before every id (RFC 9562 §5.9). */
const nilId = '00000000-0000-0000-0000-000000000000';

/**
 * Puts credentials into the public log that were issued before there was one, or by an older release running beside this one. Their leaves
 * have the time at which that happens, for it is not known to anybody else that they are older.
 */
export function logLateTask(on: Guarded): Task {
  // A transaction that is still open may commit an id that is smaller than one we have seen; so each run begins where the run before the
  // last one ended. The first run after a start looks at everything.
  let [beforeLast, last] = [nilId, nilId];
  return {
    name: 'log-late-credentials',
    every: 10 * 60_000,
    run: async () => {
      let end = beforeLast;
      for (let ids = await selectIdsAfter(on.database, end, batch); ids.length > 0; ) {
        const unlogged = await findUnlogged(on.database, ids);
        if (unlogged.length > 0) await logAll(on, unlogged);
        end = ids.at(-1) ?? end;
        ids = await selectIdsAfter(on.database, end, batch);
      }
      [beforeLast, last] = [last, end];
    },
  };
}

async function logAll(on: Guarded, ids: readonly string[]): Promise<void> {
  await on.database.transaction(async (tx) => {
    for (const stored of await selectCredentials(tx, ids)) {
      // The badges of somebody who was erased cannot be read any more, and so not be named by their digest.
      const credential = await openIssue(on, tx, stored);
      if (credential !== undefined) await logCredential(on, tx, 'issued', credential);
    }
  });
}
