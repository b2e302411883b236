import type { Connection } from '../../platform/database.ts';
import type { Deps } from '../../platform/deps.ts';
import { problem } from '../../platform/problem.ts';
import { proveConsistency, proveInclusion, rootOf, treeFrom } from '../merkle/prove.ts';
import type { LogKind } from '../tables.ts';
import * as store from './store.ts';

/** A leaf, and why it is in the log of this size. */
export interface Inclusion {
  readonly index: number;
  readonly size: number;
  readonly leafHash: Buffer;
  readonly root: Buffer;
  readonly proof: readonly Buffer[];
}

/**
 * The newest checkpoint.
 * @throws {Problem} `unavailable` in the first moment of a new service, before its log has begun
 */
export async function newestCheckpoint(connection: Connection): Promise<store.CheckpointRow> {
  const checkpoint = await store.selectNewestCheckpoint(connection);
  if (checkpoint === undefined) throw problem('unavailable', 'The log has not begun yet; try again in a second.');
  return checkpoint;
}

/**
 * Proves that a leaf is in the log.
 * @param leaf its index, or its hash
 * @param size of the log that it is proved for; that of the newest checkpoint if not given
 * @throws {Problem} `not-found` when there is no such leaf in a log of that size; `invalid-request` when the log is not that long
 */
export async function inclusionOf(connection: Connection, leaf: number | Buffer, size?: number): Promise<Inclusion> {
  const found = await (typeof leaf === 'number'
    ? store.selectLeaf(connection, leaf)
    : store.selectLeafByHash(connection, leaf));
  const of = await sizeWithin(connection, size);
  if (found === undefined || found.index >= of) throw problem('not-found', `A log of ${of} leaves has no such leaf.`);
  return prove(connection, found, of);
}

/**
 * Proves that the log of one size is a beginning of the log of another.
 * @throws {Problem} `invalid-request` when the sizes are not in this order, or the log is not that long
 */
export async function consistencyOf(connection: Connection, from: number, to?: number) {
  const size = await sizeWithin(connection, to);
  if (from > size) throw notThatLong(size, 'from');
  const read = store.tilesIn(connection);
  const tree = treeFrom(read, size);
  return {
    from,
    to: size,
    fromRoot: await rootOf(treeFrom(read, from)),
    toRoot: await rootOf(tree),
    proof: await proveConsistency(tree, from),
  };
}

/** One thing that happened to a credential, as the log shows it. */
export interface Logged {
  readonly kind: LogKind;
  /** Absent when it was erased. */
  readonly salt: Buffer | null;
  readonly digest: Buffer;
  readonly leaf: Buffer;
  readonly time: Date;
  readonly inclusion: Inclusion;
}

/** Everything that the log holds about one credential, with proofs for one checkpoint. What has no place in the log yet is left out. */
export async function logOfCredential(
  on: Pick<Deps, 'database'>,
  credentialId: string,
): Promise<{ checkpoint: string; logged: Logged[] }> {
  const entries = await store.selectEntriesOfCredential(on.database, credentialId);
  // The checkpoint is read after the leaves, so it covers them.
  const { note, size } = await newestCheckpoint(on.database);
  const logged: Logged[] = [];
  for (const { kind, salt, digest, leaf } of entries) {
    if (leaf === null) continue;
    const inclusion = await prove(on.database, leaf, size);
    logged.push({ kind, salt, digest, leaf: leaf.leaf, time: leaf.sequencedAt, inclusion });
  }
  return { checkpoint: note, logged };
}

/**
 * When the public log says that a credential was issued: it existed then, and nobody can have made it later.
 * @returns nothing when it is not in the log (yet)
 */
export async function loggedAt(connection: Connection, credentialId: string): Promise<Date | undefined> {
  const entries = await store.selectEntriesOfCredential(connection, credentialId);
  return entries.find(({ kind }) => kind === 'issued')?.leaf?.sequencedAt;
}

async function prove(connection: Connection, leaf: store.LogLeafRow, size: number): Promise<Inclusion> {
  const tree = treeFrom(store.tilesIn(connection), size);
  const { index, leafHash } = leaf;
  return { index, size, leafHash, root: await rootOf(tree), proof: await proveInclusion(tree, index) };
}

async function sizeWithin(connection: Connection, asked: number | undefined): Promise<number> {
  const { size } = await newestCheckpoint(connection);
  if (asked !== undefined && asked > size) throw notThatLong(size, 'size');
  return asked ?? size;
}

function notThatLong(size: number, parameter: string) {
  const detail = `The log has ${size} leaves.`;
  return problem('invalid-request', detail, [{ parameter, detail }]);
}
