import type { Learner } from '../assessment/index.ts';
import type { Transaction } from '../platform/database.ts';
import type { Guarded } from '../privacy/index.ts';
import { logCredential } from './log.ts';
import { boxOf, type CredentialRow, insertCredential } from './store.ts';

/** What was signed, with the digest of what it states; the digest is kept as an HMAC where the learner has a key. */
export type Signed = Omit<CredentialRow, 'learnerId'>;

/** Stores signed bytes under the key of their holder, and writes them down for the public log, in the transaction of the award. */
export async function keepCredential(
  on: Guarded,
  tx: Transaction,
  learner: Learner,
  { bytes, ...signed }: Signed,
): Promise<CredentialRow> {
  const seal = await on.privacy.sealOf(tx, signed.issuerId, learner.id);
  const row = {
    ...signed,
    factsDigest: seal === undefined ? signed.factsDigest : seal.hash(signed.factsDigest),
    learnerId: seal === undefined ? null : learner.id,
  };
  await insertCredential(tx, {
    ...row,
    ...(seal === undefined
      ? { bytes, sealed: null }
      : { bytes: null, sealed: seal.sealBytes(boxOf(signed.id), bytes) }),
  });
  const kept = { ...row, bytes };
  await logCredential(on, tx, 'issued', kept);
  return kept;
}

/** The digest of facts as it is stored beside a credential of this learner. */
export async function storedDigest(
  on: Guarded,
  tx: Transaction,
  { issuerId, learnerId }: Pick<CredentialRow, 'issuerId' | 'learnerId'>,
  digest: string,
): Promise<string> {
  const seal = learnerId === null ? undefined : await on.privacy.sealOf(tx, issuerId, learnerId);
  return seal === undefined ? digest : seal.hash(digest);
}
