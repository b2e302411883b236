import type { Connection, Transaction } from '../../platform/database.ts';
import type { Deps } from '../../platform/deps.ts';
import type { LogKind } from '../tables.ts';
import { credentialDigest, saltLength } from './digest.ts';
import { eraseSalts, hasEntry, insertEntry, selectIssued } from './store.ts';

/** What happened to a credential. */
export interface CredentialEvent {
  readonly issuerId: string;
  readonly kind: Exclude<LogKind, 'audit'>;
  readonly credential: {
    readonly id: string;
    readonly awardId: string;
    readonly issue: number;
    /** As signed, byte for byte. */
    readonly bytes: Buffer;
  };
}

/**
 * Writes down for the public log what happened to a credential, in the transaction of the fact: either both are there or neither is. Each
 * entry has a salt of its own, so that the leaves of one credential cannot be matched. Telling it twice changes nothing.
 */
export async function appendLogEntry(on: Deps, tx: Transaction, event: CredentialEvent): Promise<void> {
  const { issuerId, kind, credential } = event;
  // What is revoked is not suspended any more, although the award that it was an older issue of may be.
  if (kind === 'suspended' && (await hasEntry(tx, credential.id, 'revoked'))) return;
  const salt = on.random.bytes(saltLength);
  await insertEntry(tx, {
    issuerId,
    id: on.ids.next(),
    kind,
    credentialId: credential.id,
    awardId: credential.awardId,
    issue: credential.issue,
    chain: null,
    chainSequence: null,
    salt,
    digest: credentialDigest(salt, credential.bytes),
    createdAt: on.clock.now(),
    leafIndex: null,
  });
}

/** Which of these credentials the log has not been told of, also not without its salt. */
export async function findUnlogged(connection: Connection, credentialIds: readonly string[]): Promise<string[]> {
  const logged = new Set(await selectIssued(connection, credentialIds));
  return credentialIds.filter((id) => !logged.has(id));
}

/**
 * Erases what ties the leaves of these awards to their credentials. The leaves stay, and so does every proof that was handed out; but
 * nobody can tell any more whom they are about, unless they kept the salt themselves.
 */
export async function forgetSalts(tx: Transaction, awardIds: readonly string[]): Promise<void> {
  if (awardIds.length > 0) await eraseSalts(tx, awardIds);
}
