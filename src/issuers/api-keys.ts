import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Authenticate, Principal, Scope } from '../platform/auth.ts';
import type { Caller, Deps } from '../platform/deps.ts';
import { problem } from '../platform/problem.ts';
import { record } from '../platform/record.ts';
import type { ApiKeyAnswer, CreateApiKey } from './schema.ts';
import { type ApiKeyRow, insertApiKey, revokeApiKeyRow, selectApiKeyByPrefix, selectApiKeys } from './store.ts';

/** `stempel_<12 characters to find it by>_<43 characters of secret>`; the word lets secret scanners recognise a leaked key. */
const keyPattern = /^stempel_([A-Za-z0-9-]{12})_([A-Za-z0-9_-]{43})$/;

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
  const beyond = input.scopes.filter((scope) => !grantable.scopes.includes(scope));
  if (beyond.length > 0)
    throw problem('forbidden', `A key cannot hand out scopes that it does not have: ${beyond.join(', ')}.`);
  const now = on.clock.now();
  const expiresAt = expiryOf(input, grantable, now);
  const prefix = randomBytes(9).toString('base64url').replaceAll('_', '-');
  const key = `stempel_${prefix}_${randomBytes(32).toString('base64url')}`;
  const row: ApiKeyRow = {
    issuerId,
    id: on.ids.next(),
    name: input.name,
    prefix,
    hash: hashOf(key),
    scopes: [...new Set(input.scopes)],
    createdAt: now,
    expiresAt,
    revokedAt: null,
  };
  await on.database.transaction(async (tx) => {
    await insertApiKey(tx, row);
    await record(tx, on, caller, {
      issuerId,
      kind: 'api-key.created',
      subject: `api-key:${row.id}`,
      after: { id: row.id, scopes: row.scopes, expiresAt },
      payload: { id: row.id, scopes: row.scopes },
    });
  });
  return { ...toAnswer(row), key };
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

/** Recognises API keys of issuers and the operator's key. Every request asks the database, so that a revocation holds at once. */
export function createAuthenticate(on: Deps, operatorKey: string): Authenticate {
  return async (token): Promise<Principal | undefined> => {
    if (equal(hashOf(token), hashOf(operatorKey))) return { kind: 'operator' };
    const prefix = keyPattern.exec(token)?.[1];
    if (prefix === undefined) return undefined;
    const row = await selectApiKeyByPrefix(on.database, prefix);
    if (row === undefined || !equal(row.hash, hashOf(token))) return undefined;
    if (row.revokedAt !== null || (row.expiresAt !== null && row.expiresAt <= on.clock.now())) return undefined;
    const { issuerId, id: apiKeyId, scopes, expiresAt } = row;
    return { kind: 'issuer', issuerId, apiKeyId, scopes, ...(expiresAt && { expiresAt }) };
  };
}

function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

/** Compares in constant time; both are hashes, so of one length. */
function equal(one: string, other: string): boolean {
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
  };
}
