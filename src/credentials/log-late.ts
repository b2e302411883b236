import type { Deps } from '../platform/deps.ts';
import type { Task } from '../platform/tasks.ts';
import { findUnlogged } from '../transparency/index.ts';
import { logCredential } from './log.ts';
import { selectCredentials, selectIdsAfter } from './store.ts';

const batch = 1_000;
/** Before every id (RFC 9562 §5.9). */
const nilId = '00000000-0000-0000-0000-000000000000';

/**
 * Puts credentials into the public log that were issued before there was one, or by an older release running beside this one. Their leaves
 * have the time at which that happens, for it is not known to anybody else that they are older.
 */
export function logLateTask(on: Deps): Task {
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

async function logAll(on: Deps, ids: readonly string[]): Promise<void> {
  await on.database.transaction(async (tx) => {
    for (const credential of await selectCredentials(tx, ids)) await logCredential(on, tx, 'issued', credential);
  });
}
