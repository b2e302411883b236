import { type Keyring, listActiveKeys } from '../issuers/index.ts';
import type { Deps } from '../platform/deps.ts';
import type { Task } from '../platform/tasks.ts';
import { selectUnpublished } from './publication-store.ts';
import { publishList, renewAfter } from './publish.ts';

/** How many lists one run signs at most; what is left comes at the next, a moment later. */
const listsPerRun = 100;

/** How many are signed at once: while one waits for the database, another is encoded. */
const atOnce = 4;

/**
 * Signs every list that changed, so that a change shows at the origin within a second of its commit and no reader waits for a signature. Also
 * renews lists in time, and signs them again when the issuer has another active key. Every replica runs it; they share the lists.
 */
export function publishTask(on: Deps, keyring: Keyring): Task {
  return {
    name: 'publish-status-lists',
    every: 300,
    run: async () => {
      const olderThan = new Date(on.clock.now().getTime() - renewAfter);
      const activeKeys = await listActiveKeys(on.database);
      const lists = await selectUnpublished(on.database, activeKeys, olderThan, listsPerRun);
      const publishNext = async () => {
        for (let id = lists.shift(); id !== undefined; id = lists.shift()) await publish(on, keyring, id);
      };
      await Promise.all(Array.from({ length: atOnce }, publishNext));
    },
  };
}

/** One list that cannot be signed must not keep the others from the world. */
async function publish(on: Deps, keyring: Keyring, id: string): Promise<void> {
  await publishList(on, keyring, id).catch((error: unknown) =>
    on.log.error({ list: id, err: error }, 'a status list could not be published; it will be tried again'),
  );
}
