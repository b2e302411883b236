import { createHash } from 'node:crypto';
import { findIssuer, type Keyring, signingMoment } from '../issuers/index.ts';
import { buildStatusListCredential, encodeBitstring, signCredential } from '../openbadges/index.ts';
import type { Transaction } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import { problem } from '../platform/problem.ts';
import { lockList, type StatusListRow, selectList, selectSetIndexes, storePublication } from './store.ts';

const hour = 3_600_000;

/** A copy older than this is no proof any more (`validUntil`); a new one is signed when half of it has passed. */
const validity = 24 * hour;

/** A copy from further in the future, left by a clock that was put back, is signed anew: no verifier takes what does not hold yet. */
const tolerance = 5_000;

/** A status list as the world gets it. */
export interface PublishedList {
  readonly bytes: Buffer;
  readonly etag: string;
}

/**
 * The signed list as it is now. Signed once per change-set: readers after a change wait for one signature, all others get stored bytes.
 * @throws {Problem} `not-found`
 */
export async function publishedList(on: Deps, keyring: Keyring, id: string): Promise<PublishedList> {
  const row = await selectList(on.database, id);
  if (row === undefined) throw problem('not-found', 'There is no such status list.');
  const stored = upToDate(row, on.clock.now());
  return stored ?? on.database.transaction((tx) => signList(on, tx, keyring, id));
}

async function signList(on: Deps, tx: Transaction, keyring: Keyring, id: string): Promise<PublishedList> {
  const row = await lockList(tx, id);
  if (row === undefined) throw problem('not-found', 'There is no such status list.');
  const asked = on.clock.now();
  // Somebody else may have signed while we waited for the lock.
  const stored = upToDate(row, asked);
  if (stored !== undefined) return stored;
  const issuer = await findIssuer(tx, row.issuerId);
  if (issuer === undefined) throw new Error(`status list ${id} has no issuer`);
  const key = await keyring.active(tx, issuer);
  const now = signingMoment(asked, key);
  const unsigned = buildStatusListCredential({
    id: row.url,
    issuer: issuer.did,
    encodedList: encodeBitstring(await selectSetIndexes(tx, id), row.length),
    validFrom: now,
    validUntil: new Date(now.getTime() + validity),
  });
  const signed = await signCredential(unsigned, key, { created: now });
  on.metrics?.signed(key.algorithm);
  const bytes = Buffer.from(JSON.stringify(signed));
  await storePublication(tx, id, row.version, now, bytes);
  return toPublished(bytes);
}

function upToDate(row: StatusListRow, now: Date): PublishedList | undefined {
  if (row.publishedBytes === null || row.publishedAt === null || row.publishedVersion !== row.version) return undefined;
  const age = now.getTime() - row.publishedAt.getTime();
  return age >= -tolerance && age < validity / 2 ? toPublished(row.publishedBytes) : undefined;
}

function toPublished(bytes: Buffer): PublishedList {
  return { bytes, etag: `"${createHash('sha256').update(bytes).digest('base64url')}"` };
}
