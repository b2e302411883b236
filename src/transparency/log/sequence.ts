import type { Custody } from '../../issuers/index.ts';
import type { Transaction } from '../../platform/database.ts';
import type { Deps } from '../../platform/deps.ts';
import type { Task } from '../../platform/tasks.ts';
import { leafHash, rootOfRoots } from '../merkle/hash.ts';
import { rootOf, treeFrom } from '../merkle/prove.ts';
import { levelLength, tileWidth } from '../merkle/tiles.ts';
import { signCheckpoint } from '../note/checkpoint.ts';
import { createOpenLogKey, type OpenLogKey } from './keys.ts';
import { leafBytes } from './leaf.ts';
import * as store from './store.ts';

/** How many entries get their place in one transaction. */
const batch = 1_000;

/** Puts committed entries into the public log, and signs how long it is now. */
export function sequenceLogTask(on: Deps, custody: Custody): Task {
  const openKey = createOpenLogKey(custody);
  let latest = on.clock.now();
  return {
    name: 'sequence-log',
    every: 500,
    run: async () => {
      const now = on.clock.now();
      // Noticed here also when nothing was logged meanwhile; between two lives of the service, the last leaf tells.
      if (now < latest) return warnOfClock(on);
      latest = now;
      while ((await sequenceBatch(on, openKey)) === batch);
    },
  };
}

/**
 * One step of the log. Leaves and the checkpoint that covers them become durable together: nobody is shown a checkpoint of what could
 * still be lost, and since a size is signed once, there are no two checkpoints that disagree (c2sp.org/tlog-checkpoint, "Signatures").
 * @returns how many entries got their place
 */
async function sequenceBatch(on: Deps, openKey: OpenLogKey): Promise<number> {
  const known = await store.selectNewestCheckpoint(on.database);
  if (known !== undefined && (await store.selectWaiting(on.database, 1)).length === 0) return 0;
  return on.database.transaction(async (tx) => {
    if (!(await store.tryLockLog(tx))) return 0;
    const before = await store.selectNewestCheckpoint(tx);
    const size = before?.size ?? 0;
    const waiting = await store.selectWaiting(tx, batch);
    if (before !== undefined && waiting.length === 0) return 0;
    const time = on.clock.now();
    if (await isBehind(tx, time, size)) {
      warnOfClock(on);
      return 0;
    }
    // What entries are about is no matter of the log: it sees kind and digest.
    const leaves = waiting.map(({ id, kind, digest }, at) => {
      const leaf = leafBytes({ kind, time, digest });
      return { entryId: id, leaf: { index: size + at, leaf, leafHash: leafHash(leaf), sequencedAt: time } };
    });
    if (leaves.length > 0) await store.insertLeaves(tx, leaves);
    await storeFullTiles(tx, size, size + leaves.length);
    await signSize(on, tx, openKey, size + leaves.length, time);
    return leaves.length;
  });
}

function warnOfClock(on: Deps): void {
  on.log.warn({ task: 'sequence-log' }, 'the clock has stepped back; the log waits until it has caught up');
}

/** Times in the log never decrease. When the clock steps back, nothing is logged with a time that is not true. */
async function isBehind(tx: Transaction, time: Date, size: number): Promise<boolean> {
  const last = size === 0 ? undefined : await store.selectLeaf(tx, size - 1);
  return last !== undefined && time < last.sequencedAt;
}

/** The root of each tile that has become full is a hash of the level above (c2sp.org/tlog-tiles, "Merkle Tree"). */
async function storeFullTiles(tx: Transaction, from: number, to: number): Promise<void> {
  const readTile = store.tilesIn(tx);
  for (let level = 1; levelLength(level, to) > 0; level += 1) {
    for (let index = levelLength(level, from); index < levelLength(level, to); index += 1) {
      const hash = rootOfRoots(await readTile(level - 1, index, tileWidth));
      await store.insertNode(tx, { level, index, hash });
    }
  }
}

async function signSize(on: Deps, tx: Transaction, openKey: OpenLogKey, size: number, signedAt: Date): Promise<void> {
  const key = await openKey(on, tx, { actor: 'system:sequence-log', requestId: on.ids.next() });
  const root = await rootOf(treeFrom(store.tilesIn(tx), size));
  const note = signCheckpoint({ origin: key.name, size, root }, key, key.secret);
  await store.insertCheckpoint(tx, { size, rootHash: root, signedAt, note });
}
