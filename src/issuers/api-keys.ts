import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Principal, Scope } from '../platform/auth.ts';
import type { Transaction } from '../platform/database.ts';
import type { Caller, Deps, IssuerCaller } from '../platform/deps.ts';
import { problem } from '../platform/problem.ts';
import { record } from '../platform/record.ts';
import type { ApiKeyAnswer, CreateApiKey, RotateApiKey } from './schema.ts';
import {
  type ApiKeyRow,
  insertApiKey,
  lockApiKey,
  noteUse,
  replaceApiKey,
  revokeApiKeyRow,
  selectApiKeyByPrefix,
  selectApiKeys,
} from './store.ts';

/** `stempel_<12 characters to find it by>_<43 characters of secret>`; the word lets secret scanners recognise a leaked key. */
const keyPattern = /^stempel_([A-Za-z0-9-]{12})_([A-Za-z0-9_-]{43})$/;

const minute = 60_000;

/** What a caller may hand out: what it has itself, for as long as it has it. The operator has every scope, without an end. */
export interface Grantable {
  readonly scopes: readonly Scope[];
  readonly expiresAt?: Date;
}

/**
 * Makes an API key. One that names no end ends with the key that made it.
 * @returns the key in the clear, which is not kept anywhere
 * @throws {Problem} `forbidden` for a scope the caller does not have, `rule-violated` for an expiry in the past or after the caller's own
 */
export async function createApiKey(
  on: Deps,
  caller: Caller,
  issuerId: string,
  input: CreateApiKey,
  grantable: Grantable,
): Promise<ApiKeyAnswer & { key: string }> {
  refuseBeyond(input, grantable);
  const { key, row } = freshKey(on, issuerId, input, expiryOf(input, grantable, on.clock.now()));
  await on.database.transaction((tx) => storeKey(on, tx, caller, row));
  return { ...toAnswer(row), key };
}

/** A new key with a name and scopes, and the row that it is recognised by. */
function freshKey(
  on: Deps,
  issuerId: string,
  { name, scopes }: Pick<ApiKeyRow, 'name' | 'scopes'>,
  expiresAt: Date | null,
): { key: string; row: ApiKeyRow } {
  const prefix = randomBytes(9).toString('base64url').replaceAll('_', '-');
  const key = `stempel_${prefix}_${randomBytes(32).toString('base64url')}`;
  return {
    key,
    row: {
      issuerId,
      id: on.ids.next(),
      name,
      prefix,
      hash: hashOf(key),
      scopes: [...new Set(scopes)],
      createdAt: on.clock.now(),
      expiresAt,
      revokedAt: null,
      lastUsedAt: null,
      replacedBy: null,
    },
  };
}

async function storeKey(on: Deps, tx: Transaction, caller: Caller, row: ApiKeyRow): Promise<void> {
  await insertApiKey(tx, row);
  await record(tx, on, caller, {
    issuerId: row.issuerId,
    kind: 'api-key.created',
    subject: `api-key:${row.id}`,
    after: { id: row.id, scopes: row.scopes, expiresAt: row.expiresAt },
    payload: { id: row.id, scopes: row.scopes },
  });
}

/**
 * Makes the successor of a key: same name, same scopes. The old one works on for the overlap, so that whoever uses it can be changed over without
 * a refused request.
 * @returns the new key in the clear, which is not kept anywhere
 * @throws {Problem} `not-found`; `conflict` when it was rotated already; `forbidden` when the caller could not have made it
 */
export async function rotateApiKey(
  on: Deps,
  caller: IssuerCaller,
  id: string,
  { overlapHours, expiresAt }: RotateApiKey,
  grantable: Grantable,
): Promise<ApiKeyAnswer & { key: string }> {
  const now = on.clock.now();
  return on.database.transaction(async (tx) => {
    const old = await lockApiKey(tx, caller.issuerId, id);
    if (old === undefined || !works(old, now))
      throw problem('not-found', 'This issuer has no working API key with that id.');
    if (old.replacedBy !== null) throw problem('conflict', `This key has a successor already: ${old.replacedBy}.`);
    const input: CreateApiKey = { name: old.name, scopes: old.scopes, ...(expiresAt !== undefined && { expiresAt }) };
    refuseBeyond(input, grantable);
    const { key, row } = freshKey(on, caller.issuerId, input, expiryOf(input, grantable, now));
    await storeKey(on, tx, caller, row);
    const end = new Date(now.getTime() + overlapHours * 3_600_000);
    const ends = old.expiresAt !== null && old.expiresAt < end ? old.expiresAt : end;
    await replaceApiKey(tx, old.id, ends, row.id);
    await record(tx, on, caller, {
      issuerId: caller.issuerId,
      kind: 'api-key.rotated',
      subject: `api-key:${old.id}`,
      before: { id: old.id, expiresAt: old.expiresAt },
      after: { id: old.id, expiresAt: ends, replacedBy: row.id },
      payload: { id: old.id, replacedBy: row.id },
    });
    return { ...toAnswer(row), key };
  });
}

function works({ revokedAt, expiresAt }: ApiKeyRow, now: Date): boolean {
  return revokedAt === null && (expiresAt === null || expiresAt > now);
}

function refuseBeyond(input: Pick<CreateApiKey, 'scopes'>, grantable: Grantable): void {
  const beyond = input.scopes.filter((scope) => !grantable.scopes.includes(scope));
  if (beyond.length > 0)
    throw problem('forbidden', `A key cannot hand out scopes that it does not have: ${beyond.join(', ')}.`);
}

function expiryOf(input: CreateApiKey, { expiresAt: end }: Grantable, now: Date): Date | null {
  if (input.expiresAt === undefined) return end ?? null;
  const expiresAt = new Date(input.expiresAt);
  if (expiresAt <= now) {
    throw problem('rule-violated', 'A key that is expired already is of no use.', [
      { pointer: '#/expiresAt', detail: 'a moment in the future was expected' },
    ]);
  }
  if (end !== undefined && expiresAt > end) {
    throw problem('rule-violated', 'A key cannot outlive the key that makes it.', [
      { pointer: '#/expiresAt', detail: `at most ${end.toISOString()}, when the calling key expires, was expected` },
    ]);
  }
  return expiresAt;
}

export async function listApiKeys(on: Deps, issuerId: string): Promise<ApiKeyAnswer[]> {
  return (await selectApiKeys(on.database, issuerId)).map(toAnswer);
}

/** @throws {Problem} `not-found` when the issuer has no such key that still works */
export async function revokeApiKey(on: Deps, caller: Caller, issuerId: string, id: string): Promise<void> {
  await on.database.transaction(async (tx) => {
    const row = await revokeApiKeyRow(tx, issuerId, id, on.clock.now());
    if (row === undefined) throw problem('not-found', 'This issuer has no working API key with that id.');
    await record(tx, on, caller, {
      issuerId,
      kind: 'api-key.revoked',
      subject: `api-key:${id}`,
      after: { id, revokedAt: row.revokedAt },
      payload: { id },
    });
  });
}

/**
 * The issuer that a token is an API key of. Every request asks the database, so that a revocation holds at once.
 * @returns nothing for a token that is no working key
 */
export async function recognizeApiKey(on: Deps, token: string): Promise<Principal | undefined> {
  const prefix = keyPattern.exec(token)?.[1];
  if (prefix === undefined) return undefined;
  const row = await selectApiKeyByPrefix(on.database, prefix);
  const now = on.clock.now();
  if (row === undefined || !sameSecret(row.hash, hashOf(token)) || !works(row, now)) return undefined;
  if (now.getTime() - (row.lastUsedAt?.getTime() ?? 0) >= minute) await noteUse(on.database, row.id, now);
  const { issuerId, id, scopes, expiresAt } = row;
  return { kind: 'issuer', issuerId, actor: `api-key:${id}`, scopes, ...(expiresAt && { expiresAt }) };
}

/** SHA-256 (hex), which is enough for a secret of 256 random bits. */
export function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

/** Compares in constant time; both are hashes, so of one length. */
export function sameSecret(one: string, other: string): boolean {
  return timingSafeEqual(Buffer.from(one), Buffer.from(other));
}

function toAnswer(row: ApiKeyRow): ApiKeyAnswer {
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    scopes: row.scopes,
    createdAt: row.createdAt.toISOString(),
    ...(row.expiresAt && { expiresAt: row.expiresAt.toISOString() }),
    ...(row.revokedAt && { revokedAt: row.revokedAt.toISOString() }),
    ...(row.lastUsedAt && { lastUsedAt: row.lastUsedAt.toISOString() }),
    ...(row.replacedBy && { replacedBy: row.replacedBy }),
  };
}
