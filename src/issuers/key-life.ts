import type { KeyAlgorithm } from '../openbadges/index.ts';
import type { Transaction } from '../platform/database.ts';
import type { Caller, Deps } from '../platform/deps.ts';
import { problem } from '../platform/problem.ts';
import { record } from '../platform/record.ts';
import { keyAnswer } from './key-answer.ts';
import type { Keyring } from './keyring.ts';
import type { CreateSigningKey, SigningKeyAnswer } from './schema.ts';
import {
  type IssuerRow,
  insertSigningKey,
  lockIssuer,
  lockSigningKey,
  retireActiveKey,
  type SigningKeyRow,
  selectDueKeys,
  selectIssuer,
  selectSigningKeys,
  updateSigningKey,
} from './store.ts';

const second = 1_000;

/**
 * Makes a signing key for an issuer. It is active at once, and the one before of the same algorithm is retired in the same transaction; or
 * it is pending until `activatesAt`.
 * @throws {Problem} `not-found`; `rule-violated` for a moment that has passed
 */
export async function createSigningKey(
  on: Deps,
  keyring: Keyring,
  caller: Caller,
  issuerId: string,
  input: CreateSigningKey,
): Promise<SigningKeyAnswer> {
  const activatesAt = plannedMoment(on, input?.activatesAt);
  // Before the transaction: an RSA key takes its time, and nobody should wait for it.
  const owner = { issuerId, id: on.ids.next() };
  const made = await keyring.make(owner, input?.algorithm ?? 'Ed25519');
  return on.database.transaction(async (tx) => {
    const issuer = await lockIssuer(tx, issuerId);
    if (issuer === undefined) throw problem('not-found', 'There is no such issuer.');
    const pending: SigningKeyRow = { ...owner, ...made, ...pendingNow(on, activatesAt) };
    await insertSigningKey(tx, pending);
    await recordKey(on, tx, caller, 'key.created', undefined, pending);
    return keyAnswer(issuer, activatesAt === null ? await activate(on, tx, caller, pending) : pending);
  });
}

/**
 * Puts a fresh key in force in the place of one that may not sign any more, in the transaction of the caller, who holds the issuer.
 */
export async function replaceKey(
  on: Deps,
  tx: Transaction,
  keyring: Keyring,
  caller: Caller,
  issuer: IssuerRow,
  algorithm: KeyAlgorithm,
): Promise<SigningKeyRow> {
  const owner = { issuerId: issuer.id, id: on.ids.next() };
  const pending: SigningKeyRow = { ...owner, ...(await keyring.make(owner, algorithm)), ...pendingNow(on, null) };
  await insertSigningKey(tx, pending);
  await recordKey(on, tx, caller, 'key.created', undefined, pending);
  return activate(on, tx, caller, pending);
}

/**
 * Activates a pending key now, whatever was planned. Doing it again changes nothing.
 * @throws {Problem} `not-found`; `conflict` for a key that is retired or compromised
 */
export async function activateKey(on: Deps, caller: Caller, issuerId: string, id: string): Promise<SigningKeyAnswer> {
  return on.database.transaction(async (tx) => {
    const { issuer, key } = await hold(tx, issuerId, id);
    if (key.state === 'active') return keyAnswer(issuer, key);
    if (key.state !== 'pending')
      throw problem('conflict', `This key is ${key.state}; only a pending key can be activated.`);
    return keyAnswer(issuer, await activate(on, tx, caller, key));
  });
}

/**
 * Retires a key: a pending one never becomes active, a P-256 or RSA key is no longer used. What it signed stays valid.
 * @throws {Problem} `not-found`; `conflict` for the active Ed25519 key, without which nothing could be issued, and for a compromised one
 */
export async function retireKey(on: Deps, caller: Caller, issuerId: string, id: string): Promise<SigningKeyAnswer> {
  return on.database.transaction(async (tx) => {
    const { issuer, key } = await hold(tx, issuerId, id);
    if (key.state === 'retired') return keyAnswer(issuer, key);
    if (key.state === 'compromised') throw problem('conflict', 'This key is compromised, and that is final.');
    if (key.state === 'active' && key.algorithm === 'Ed25519') {
      throw problem(
        'conflict',
        'This is the only key that badges can be signed with. Make a new one with POST /v1/keys; that retires this one.',
      );
    }
    const retired: SigningKeyRow = { ...key, state: 'retired', retiredAt: on.clock.now() };
    await updateSigningKey(tx, id, { state: 'retired', retiredAt: retired.retiredAt });
    await recordKey(on, tx, caller, 'key.retired', key, retired);
    return keyAnswer(issuer, retired);
  });
}

/** Activates every pending key whose moment has come; the work of a task. Each is a transaction of its own. */
export async function activateDueKeys(on: Deps): Promise<void> {
  const caller = { actor: 'system:activate-keys', requestId: on.ids.next() };
  for (const { issuerId, id } of await selectDueKeys(on.database, on.clock.now(), 100)) {
    await on.database.transaction(async (tx) => {
      const { key } = await hold(tx, issuerId, id);
      // Another replica, or a person, was faster.
      if (key.state === 'pending') await activate(on, tx, caller, key);
    });
  }
}

/** @throws {Problem} `not-found` */
export async function listSigningKeys(on: Deps, issuerId: string): Promise<SigningKeyAnswer[]> {
  const issuer = await selectIssuer(on.database, issuerId);
  if (issuer === undefined) throw problem('not-found', 'There is no such issuer.');
  return (await selectSigningKeys(on.database, issuerId)).map((row) => keyAnswer(issuer, row));
}

/** The step itself: the former key of the same algorithm goes in the same transaction, so that no moment has none or two. */
async function activate(on: Deps, tx: Transaction, caller: Caller, pending: SigningKeyRow): Promise<SigningKeyRow> {
  const now = wholeSecond(on.clock.now());
  const former = await retireActiveKey(tx, pending.issuerId, pending.algorithm, now);
  const active: SigningKeyRow = { ...pending, state: 'active', activatedAt: now };
  await updateSigningKey(tx, pending.id, { state: 'active', activatedAt: now });
  if (former !== undefined) {
    await recordKey(on, tx, caller, 'key.retired', { ...former, state: 'active', retiredAt: null }, former);
  }
  await recordKey(on, tx, caller, 'key.activated', pending, active);
  return active;
}

/** Changes of the keys of one issuer happen one after the other; whoever signs does not wait. */
async function hold(tx: Transaction, issuerId: string, id: string) {
  const issuer = await lockIssuer(tx, issuerId);
  const key = await lockSigningKey(tx, issuerId, id, 'no key update');
  if (issuer === undefined || key === undefined) throw problem('not-found', 'This issuer has no such signing key.');
  return { issuer, key };
}

/** Writes the audit entry and message of a step in the life of a key; without its secret, encrypted or not. */
export async function recordKey(
  on: Deps,
  tx: Transaction,
  caller: Caller,
  kind: 'key.created' | 'key.activated' | 'key.retired' | 'key.compromised',
  before: SigningKeyRow | undefined,
  after: SigningKeyRow,
): Promise<void> {
  const { issuerId, id, algorithm, state, publicKeyMultibase, compromisedSince } = after;
  await record(tx, on, caller, {
    issuerId,
    kind,
    subject: `signing-key:${id}`,
    ...(before && { before: told(before) }),
    after: told(after),
    payload: {
      id,
      algorithm,
      state,
      publicKeyMultibase,
      ...(compromisedSince && { compromisedSince: compromisedSince.toISOString() }),
    },
  });
}

function told({ secretCiphertext, wrappedDataKey, keyEncryptionKeyId, ...rest }: SigningKeyRow) {
  return rest;
}

function pendingNow(on: Deps, activatesAt: Date | null) {
  const now = wholeSecond(on.clock.now());
  return {
    state: 'pending',
    createdAt: on.clock.now(),
    activatedAt: activatesAt ?? now,
    retiredAt: null,
    activatesAt,
    compromisedSince: null,
    compromisedAt: null,
    reason: null,
  } as const;
}

function plannedMoment(on: Deps, activatesAt: string | undefined): Date | null {
  if (activatesAt === undefined) return null;
  const planned = new Date(activatesAt);
  if (planned <= on.clock.now()) {
    throw problem('rule-violated', 'A key cannot become active in the past; leave `activatesAt` out for now.', [
      { pointer: '#/activatesAt', detail: 'a moment in the future was expected' },
    ]);
  }
  return planned;
}

/** Proofs are dated to the second (`withoutMilliseconds`), so a key is in force from the start of one. */
function wholeSecond(moment: Date): Date {
  return new Date(Math.floor(moment.getTime() / second) * second);
}
