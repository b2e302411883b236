import { randomBytes } from 'node:crypto';
import { generateEd25519Key } from '../openbadges/index.ts';
import type { Connection, Transaction } from '../platform/database.ts';
import type { Caller, Deps } from '../platform/deps.ts';
import { problem } from '../platform/problem.ts';
import { record } from '../platform/record.ts';
import type { Custody } from './custody/custody.ts';
import { open, seal } from './custody/sealed-box.ts';
import { verificationMethodOf } from './did-document.ts';
import { type IssuerRow, insertSigningKey, retireActiveKey, type SigningKeyRow, selectActiveKey } from './store.ts';

/** A key ready to sign with: the secret is in the clear, only in memory. */
export interface SigningKey {
  readonly keyId: string;
  /** The id in proofs: `<issuer DID>#<publicKeyMultibase>`. */
  readonly id: string;
  readonly controller: string;
  readonly publicKeyMultibase: string;
  readonly secretKeyMultibase: string;
}

/** Makes signing keys, keeps their secrets under the custody's key, and unwraps the active one for signing. */
export interface Keyring {
  create(on: Deps, tx: Transaction, caller: Caller, issuer: IssuerRow): Promise<SigningKeyRow>;
  active(connection: Connection, issuer: Pick<IssuerRow, 'id' | 'did'>): Promise<SigningKey>;
}

/**
 * @param custody keeps the key-encryption key; unwrapped secrets are kept in memory per key, so that a badge does not cost an
 * unwrapping each
 */
export function createKeyring(custody: Custody): Keyring {
  const unwrapped = new Map<string, string>();
  return {
    create: (on, tx, caller, issuer) => createSigningKey(custody, on, tx, caller, issuer),
    async active(connection, issuer) {
      const row = await selectActiveKey(connection, issuer.id);
      if (row === undefined) {
        throw problem('no-signing-key', 'This issuer has no active signing key; make one with POST /v1/keys.');
      }
      const secretKeyMultibase = unwrapped.get(row.id) ?? (await unwrapSecret(custody, row));
      unwrapped.set(row.id, secretKeyMultibase);
      return {
        keyId: row.id,
        id: verificationMethodOf(issuer.did, row.publicKeyMultibase),
        controller: issuer.did,
        publicKeyMultibase: row.publicKeyMultibase,
        secretKeyMultibase,
      };
    },
  };
}

/** Makes an Ed25519 key and activates it; the key that was active until now is retired in the same transaction. */
async function createSigningKey(
  custody: Custody,
  on: Deps,
  tx: Transaction,
  caller: Caller,
  issuer: IssuerRow,
): Promise<SigningKeyRow> {
  const id = on.ids.next();
  const now = on.clock.now();
  const generated = await generateEd25519Key();
  const dataKey = randomBytes(32);
  const row: SigningKeyRow = {
    issuerId: issuer.id,
    id,
    algorithm: 'Ed25519',
    state: 'active',
    publicKeyMultibase: generated.publicKeyMultibase,
    secretCiphertext: seal(Buffer.from(generated.secretKeyMultibase), dataKey, contextOf(issuer.id, id)),
    wrappedDataKey: await custody.wrap(dataKey, contextOf(issuer.id, id)),
    keyEncryptionKeyId: custody.keyEncryptionKeyId,
    createdAt: now,
    activatedAt: now,
    retiredAt: null,
  };
  await retireActiveKey(tx, issuer.id, now);
  await insertSigningKey(tx, row);
  await record(tx, on, caller, {
    issuerId: issuer.id,
    kind: 'signing-key.activated',
    subject: `signing-key:${id}`,
    after: { id, publicKeyMultibase: row.publicKeyMultibase, state: row.state },
    payload: { id, publicKeyMultibase: row.publicKeyMultibase },
  });
  return row;
}

async function unwrapSecret(custody: Custody, row: SigningKeyRow): Promise<string> {
  if (row.keyEncryptionKeyId !== custody.keyEncryptionKeyId) {
    throw new Error(
      `signing key ${row.id} was encrypted under ${row.keyEncryptionKeyId}, not under ${custody.keyEncryptionKeyId}`,
    );
  }
  const context = contextOf(row.issuerId, row.id);
  return open(row.secretCiphertext, await custody.unwrap(row.wrappedDataKey, context), context).toString();
}

/** Additional authenticated data (threats.md §6): a ciphertext moved to another key or issuer does not open. */
function contextOf(issuerId: string, keyId: string): string {
  return `stempel|${issuerId}|${keyId}|signing-key|1`;
}
