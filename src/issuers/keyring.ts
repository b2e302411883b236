import { randomBytes } from 'node:crypto';
import { generateSigningKey, type KeyAlgorithm } from '../openbadges/index.ts';
import type { Connection } from '../platform/database.ts';
import { problem } from '../platform/problem.ts';
import type { Custody } from './custody/custody.ts';
import { open, seal } from './custody/sealed-box.ts';
import { verificationMethodOf } from './did-document.ts';
import { holdActiveKey, type IssuerRow, type SigningKeyRow } from './store.ts';

/** A key ready to sign with: the secret is in the clear, only in memory. */
export interface SigningKey {
  readonly keyId: string;
  readonly algorithm: KeyAlgorithm;
  /** The id in proofs: `<issuer DID>#<publicKeyMultibase>`. */
  readonly id: string;
  readonly controller: string;
  readonly publicKeyMultibase: string;
  /** Of Ed25519 a Multikey, of other algorithms PKCS#8 PEM. */
  readonly secretKeyMultibase: string;
  /** No proof may be dated before this moment (threats.md §2.7). */
  readonly activatedAt: Date;
}

/** What is stored of a key pair: the public key as it is, the secret encrypted. */
export type SealedKey = Pick<
  SigningKeyRow,
  'algorithm' | 'publicKeyMultibase' | 'secretCiphertext' | 'wrappedDataKey' | 'keyEncryptionKeyId'
>;

/** Makes signing keys, keeps their secrets under the custody's key, and unwraps the active one for signing. */
export interface Keyring {
  /** Makes a key pair for the row with this id; takes up to a second for RSA. */
  make(owner: Pick<SigningKeyRow, 'issuerId' | 'id'>, algorithm: KeyAlgorithm): Promise<SealedKey>;
  /**
   * The key to sign with now, Ed25519 unless another is asked for. In a transaction it cannot become compromised before that ends.
   * @throws {Problem} `no-signing-key`
   */
  active(connection: Connection, issuer: Pick<IssuerRow, 'id' | 'did'>, algorithm?: KeyAlgorithm): Promise<SigningKey>;
}

/**
 * @param custody keeps the key-encryption key; unwrapped secrets are kept in memory per key, so that a badge does not cost an
 * unwrapping each
 */
export function createKeyring(custody: Custody): Keyring {
  const unwrapped = new Map<string, string>();
  return {
    make: (owner, algorithm) => makeKey(custody, owner, algorithm),
    async active(connection, issuer, algorithm = 'Ed25519') {
      const row = await holdActiveKey(connection, issuer.id, algorithm);
      if (row === undefined) {
        const wanted = algorithm === 'Ed25519' ? '' : ` with {"algorithm": "${algorithm}"}`;
        throw problem('no-signing-key', `This issuer has no active signing key; make one with POST /v1/keys${wanted}.`);
      }
      const secretKeyMultibase = unwrapped.get(row.id) ?? (await unwrapSecret(custody, row));
      unwrapped.set(row.id, secretKeyMultibase);
      return {
        keyId: row.id,
        algorithm,
        id: verificationMethodOf(issuer.did, row.publicKeyMultibase),
        controller: issuer.did,
        publicKeyMultibase: row.publicKeyMultibase,
        secretKeyMultibase,
        activatedAt: row.activatedAt,
      };
    },
  };
}

/** When something that is signed now may say that it was signed: not before the key was in force, though another machine's clock is ahead. */
export function signingMoment(now: Date, key: Pick<SigningKey, 'activatedAt'>): Date {
  return new Date(Math.max(now.getTime(), key.activatedAt.getTime()));
}

async function makeKey(
  custody: Custody,
  owner: Pick<SigningKeyRow, 'issuerId' | 'id'>,
  algorithm: KeyAlgorithm,
): Promise<SealedKey> {
  const { publicKeyMultibase, secretKeyMultibase } = await generateSigningKey(algorithm);
  const dataKey = randomBytes(32);
  const context = signingKeyContext(owner);
  return {
    algorithm,
    publicKeyMultibase,
    secretCiphertext: seal(Buffer.from(secretKeyMultibase), dataKey, context),
    wrappedDataKey: await custody.wrap(dataKey, context),
    keyEncryptionKeyId: custody.keyEncryptionKeyId,
  };
}

async function unwrapSecret(custody: Custody, row: SigningKeyRow): Promise<string> {
  const context = signingKeyContext(row);
  const dataKey = await custody.unwrap(row.wrappedDataKey, context, row.keyEncryptionKeyId);
  return open(row.secretCiphertext, dataKey, context).toString();
}

/** Additional authenticated data (threats.md §6): a ciphertext moved to another key or issuer does not open. */
export function signingKeyContext({ issuerId, id }: Pick<SigningKeyRow, 'issuerId' | 'id'>): string {
  return `stempel|${issuerId}|${id}|signing-key|1`;
}
