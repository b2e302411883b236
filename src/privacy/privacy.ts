import { randomBytes } from 'node:crypto';
import { type Custody, open, seal } from '../issuers/index.ts';
import type { Connection, Transaction } from '../platform/database.ts';
import type { Caller, Deps } from '../platform/deps.ts';
import { record } from '../platform/record.ts';
import { derivedKey, keyedHash, type LearnerSeal, learnerSeal } from './learner-seal.ts';
import {
  destroyLearnerKey,
  insertLearnerKey,
  insertPrivacyKey,
  type PrivacyKeyRow,
  selectLockedKey,
  selectPrivacyKey,
  selectPrivacyKeyById,
} from './store.ts';

/** Turns an address or a number into what can be looked for but not read; the same for every learner of one issuer. */
export type BlindIndex = (kind: 'email' | 'reference', text: string) => string;

/** A learner's seal, and what stores its key: called when the learner is stored. */
export interface NewSeal {
  readonly seal: LearnerSeal;
  readonly index: BlindIndex;
  keep(tx: Transaction): Promise<void>;
}

/** Makes, opens and destroys the keys under which the data of learners lie. */
export interface Privacy {
  /** Whether new rows are sealed; false only while the previous release still runs beside this one (`SEAL_LEARNER_DATA=later`). */
  readonly sealing: boolean;
  /** A key for a learner, not stored yet. Makes the issuer's privacy key when there is none. */
  newSeal(on: Deps, tx: Transaction, caller: Caller, issuerId: string, learnerId: string): Promise<NewSeal>;
  /** The index of an issuer; nothing when it has no privacy key yet, so that nothing was ever sealed for it. */
  index(connection: Connection, issuerId: string): Promise<BlindIndex | undefined>;
  /** The index of an issuer that is about to store a learner. */
  ensureIndex(on: Deps, tx: Transaction, caller: Caller, issuerId: string): Promise<BlindIndex>;
  /**
   * @param locked what `lockedKeyOf` gave
   * @returns nothing when the learner has no key, or was erased
   */
  unlock(
    connection: Connection,
    issuerId: string,
    learnerId: string,
    locked: string | null,
  ): Promise<LearnerSeal | undefined>;
  /** The same for who has no row of the learner at hand. Costs no query in a transaction that {@link hold}s the learner. */
  sealOf(connection: Connection, issuerId: string, learnerId: string): Promise<LearnerSeal | undefined>;
  /** Remembers the seal of a learner whose row this transaction has locked, until the transaction ends. */
  hold(tx: Transaction, learnerId: string, seal: LearnerSeal): void;
  /** Destroys a learner's key; from here on nothing that was sealed with it can be opened. */
  destroy(on: Deps, tx: Transaction, issuerId: string, learnerId: string): Promise<void>;
}

interface IssuerKeys {
  readonly id: string;
  readonly wrapping: Buffer;
  readonly index: BlindIndex;
}

/**
 * @param custody keeps the key-encryption key; unwrapped privacy keys stay in memory by their id, so that a learner costs no unwrapping there
 * @param sealing see {@link Privacy.sealing}
 */
export function createPrivacy(custody: Custody, sealing: boolean): Privacy {
  const unwrapped = new Map<string, IssuerKeys>();
  const held = new WeakMap<Connection, Map<string, LearnerSeal>>();

  async function keysOf(row: PrivacyKeyRow): Promise<IssuerKeys> {
    const known = unwrapped.get(row.id);
    if (known !== undefined) return known;
    const keys = issuerKeysFrom(
      row.id,
      await custody.unwrap(row.wrappedDataKey, privacyKeyContext(row), row.keyEncryptionKeyId),
    );
    unwrapped.set(row.id, keys);
    return keys;
  }

  async function ensureKeys(on: Deps, tx: Transaction, caller: Caller, issuerId: string): Promise<IssuerKeys> {
    const there = await selectPrivacyKey(tx, issuerId);
    if (there !== undefined) return keysOf(there);
    const id = on.ids.next();
    const row: PrivacyKeyRow = {
      issuerId,
      id,
      wrappedDataKey: await custody.wrap(randomBytes(32), privacyKeyContext({ issuerId, id })),
      keyEncryptionKeyId: custody.keyEncryptionKeyId,
      createdAt: on.clock.now(),
    };
    if (await insertPrivacyKey(tx, row)) {
      await record(tx, on, caller, {
        issuerId,
        kind: 'privacy-key.created',
        subject: `privacy-key:${id}`,
        payload: { id },
      });
      return keysOf(row);
    }
    const made = await selectPrivacyKey(tx, issuerId);
    if (made === undefined) throw new Error('a privacy key that was just made is not there');
    return keysOf(made);
  }

  async function unlock(connection: Connection, issuerId: string, learnerId: string, locked: string | null) {
    const known = held.get(connection)?.get(learnerId);
    if (known !== undefined || locked === null) return known;
    const [issuerKeyId = '', wrapped = ''] = locked.split('.');
    const keys = unwrapped.get(issuerKeyId) ?? (await keysById(connection, issuerKeyId));
    const key = open(Buffer.from(wrapped, 'base64'), keys.wrapping, learnerContext(issuerId, learnerId));
    return learnerSeal(issuerId, learnerId, key);
  }

  async function keysById(connection: Connection, id: string): Promise<IssuerKeys> {
    const row = await selectPrivacyKeyById(connection, id);
    if (row === undefined) throw new Error(`privacy key ${id} is not there`);
    return keysOf(row);
  }

  return {
    sealing,
    unlock,
    async newSeal(on, tx, caller, issuerId, learnerId) {
      const keys = await ensureKeys(on, tx, caller, issuerId);
      const key = randomBytes(32);
      const row = {
        issuerId,
        learnerId,
        wrappedKey: seal(key, keys.wrapping, learnerContext(issuerId, learnerId)),
        issuerKeyId: keys.id,
        createdAt: on.clock.now(),
        destroyedAt: null,
      };
      const keep = (within: Transaction) => insertLearnerKey(within, row);
      return { seal: learnerSeal(issuerId, learnerId, key), index: keys.index, keep };
    },
    async index(connection, issuerId) {
      const row = await selectPrivacyKey(connection, issuerId);
      return row && (await keysOf(row)).index;
    },
    async ensureIndex(on, tx, caller, issuerId) {
      return (await ensureKeys(on, tx, caller, issuerId)).index;
    },
    async sealOf(connection, issuerId, learnerId) {
      const known = held.get(connection)?.get(learnerId);
      if (known !== undefined) return known;
      return unlock(connection, issuerId, learnerId, await selectLockedKey(connection, issuerId, learnerId));
    },
    hold(tx, learnerId, one) {
      held.set(tx, (held.get(tx) ?? new Map<string, LearnerSeal>()).set(learnerId, one));
    },
    async destroy(on, tx, issuerId, learnerId) {
      held.get(tx)?.delete(learnerId);
      await destroyLearnerKey(tx, issuerId, learnerId, on.clock.now());
    },
  };
}

function issuerKeysFrom(id: string, key: Buffer): IssuerKeys {
  const indexing = derivedKey(key, 'stempel blind index');
  return {
    id,
    wrapping: derivedKey(key, 'stempel learner keys'),
    index: (kind, text) => keyedHash(indexing, `${kind}\n${text}`),
  };
}

/** Additional authenticated data (threats.md §6): a wrapped key that is moved to another issuer or learner does not open. */
export const privacyKeyContext = ({ issuerId, id }: Pick<PrivacyKeyRow, 'issuerId' | 'id'>) =>
  `stempel|${issuerId}|${id}|privacy-key|1`;
const learnerContext = (issuerId: string, learnerId: string) => `stempel|${issuerId}|${learnerId}|learner-key|1`;

/** What a verb needs that reads or writes what is sealed. */
export interface Guarded extends Deps {
  readonly privacy: Privacy;
}
