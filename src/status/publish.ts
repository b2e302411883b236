import { findIssuer, type Keyring, listActiveKeys, signingMoment } from '../issuers/index.ts';
import { buildStatusListCredential, encodeBitstring, signCredential } from '../openbadges/index.ts';
import type { Transaction } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import { etagOf } from '../platform/etag.ts';
import { Problem, problem } from '../platform/problem.ts';
import {
  type ListWithPublication,
  selectContents,
  selectListWithPublication,
  storePublication,
  takeTurn,
  waitForTurn,
} from './publication-store.ts';

const hour = 3_600_000;

/** A copy older than this is no proof any more (`validUntil`); a new one is signed when half of it has passed. */
const validity = 24 * hour;

/** Half of {@link validity}: no copy that is handed out here is closer to its end than that. */
export const renewAfter = validity / 2;

/** A copy from further in the future, left by a clock that was put back, is signed anew: no verifier takes what does not hold yet. */
const tolerance = 5_000;

/**
 * How long a copy may be used before asking again, in seconds: `ttl` in the list, and what caches are told. A revocation shows at a shared
 * cache within this time (threats.md §9 allows five minutes).
 */
export const freshFor = 60;

/** A status list as the world gets it. */
export interface PublishedList {
  readonly bytes: Buffer;
  readonly etag: string;
  readonly signedAt: Date;
}

type Published = NonNullable<ListWithPublication['published']>;

/**
 * The signed list as it is now. Signed once per change-set: as a rule by the task that publishes, otherwise by the first reader after a change;
 * all others get stored bytes.
 * @throws {Problem} `not-found`; `unavailable` when the list changed and the issuer has no key to sign it with
 */
export async function publishedList(on: Deps, keyring: Keyring, id: string): Promise<PublishedList> {
  const row = await selectListWithPublication(on.database, id);
  if (row === undefined) throw problem('not-found', 'There is no such status list.');
  const stored = upToDate(row, on.clock.now());
  if (stored !== undefined) return toPublished(stored);
  return toPublished(
    await on.database.transaction(async (tx) => {
      await waitForTurn(tx, id);
      return signIfNeeded(on, tx, keyring, id);
    }),
  );
}

/**
 * Signs a list that was changed, has to be renewed, or was signed by a key that is not the active one any more.
 * @returns whether this call did it; not when somebody else is at it
 */
export async function publishList(on: Deps, keyring: Keyring, id: string): Promise<boolean> {
  return on.database.transaction(async (tx) => {
    if (!(await takeTurn(tx, id))) return false;
    await signIfNeeded(on, tx, keyring, id);
    return true;
  });
}

async function signIfNeeded(on: Deps, tx: Transaction, keyring: Keyring, id: string): Promise<Published> {
  const row = await selectListWithPublication(tx, id);
  const issuer = row && (await findIssuer(tx, row.issuerId));
  if (row === undefined || issuer === undefined) throw new Error(`status list ${id} has no issuer`);
  const asked = on.clock.now();
  const [active] = await listActiveKeys(tx, issuer.id);
  // Somebody else may have signed while we waited for our turn.
  const stored = upToDate(row, asked);
  if (stored !== undefined && (active === undefined || stored.signingKeyId === active.keyId)) return stored;
  const key = await keyring.active(tx, issuer).catch((error: unknown) => {
    if (!(error instanceof Problem)) throw error;
    throw problem('unavailable', 'The status list was changed and cannot be signed: its issuer has no active key.');
  });
  const now = signingMoment(asked, key);
  const contents = await selectContents(tx, id);
  if (contents === undefined) throw new Error(`status list ${id} is gone`);
  const unsigned = buildStatusListCredential({
    id: contents.url,
    issuer: issuer.did,
    encodedList: encodeBitstring(contents.set, contents.length),
    validFrom: now,
    validUntil: new Date(now.getTime() + validity),
    ttl: freshFor * 1_000,
  });
  const signed = await signCredential(unsigned, key, { created: now });
  on.metrics?.signed(key.algorithm);
  const published: Published = {
    version: contents.version,
    signingKeyId: key.keyId,
    signedAt: now,
    bytes: Buffer.from(JSON.stringify(signed)),
  };
  await storePublication(tx, { issuerId: issuer.id, listId: id, ...published });
  return published;
}

function upToDate({ version, published }: ListWithPublication, now: Date): Published | undefined {
  if (published === undefined || published.version !== version) return undefined;
  const age = now.getTime() - published.signedAt.getTime();
  return age >= -tolerance && age < renewAfter ? published : undefined;
}

function toPublished({ bytes, signedAt }: Published): PublishedList {
  return { bytes, signedAt, etag: etagOf(bytes) };
}
