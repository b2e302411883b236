import type { Deps } from '../../platform/deps.ts';
import type { Task } from '../../platform/tasks.ts';
import { anchorDigest, saltLength } from '../log/digest.ts';
import { insertEntry, tryLockLog } from '../log/store.ts';
import { selectGrownChains } from './store.ts';

/** How long a chain may grow until its end is anchored again; each anchor is a leaf that everybody fetches. */
const between = 5 * 60_000;

/**
 * Puts the end of each audit chain that has grown into the public log. A chain by itself does not show that its end was cut off, or that all
 * of it was written anew; a leaf that others have seen does.
 */
export function anchorAuditTask(on: Deps): Task {
  return {
    name: 'anchor-audit',
    every: 30_000,
    run: () =>
      on.database.transaction(async (tx) => {
        if (!(await tryLockLog(tx))) return;
        const now = on.clock.now();
        for (const { chain, issuerId, sequence, linkHash } of await selectGrownChains(
          tx,
          new Date(now.getTime() - between),
        )) {
          const salt = on.random.bytes(saltLength);
          await insertEntry(tx, {
            issuerId,
            id: on.ids.next(),
            kind: 'audit',
            credentialId: null,
            awardId: null,
            issue: null,
            chain,
            chainSequence: sequence,
            salt,
            digest: anchorDigest(salt, linkHash),
            createdAt: now,
            leafIndex: null,
          });
        }
      }),
  };
}
