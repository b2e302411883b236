import type { Transaction } from '../platform/database.ts';
import type { Deps, IssuerCaller } from '../platform/deps.ts';
import { problem } from '../platform/problem.ts';
import type { Text } from '../platform/text.ts';
import { recordKey, replaceKey } from './key-life.ts';
import type { Keyring } from './keyring.ts';
import { type IssuerRow, lockIssuer, lockSigningKey, type SigningKeyRow, updateSigningKey } from './store.ts';

/** What marking a key has led to. */
export interface Marked {
  readonly issuer: IssuerRow;
  readonly key: SigningKeyRow;
  /** From which moment on it was known to be compromised before this call. */
  readonly knownSince: Date | null;
  readonly changed: boolean;
}

/**
 * Marks a key as compromised since a moment, in the transaction of the caller. From the commit on nothing is signed with it: the lock waits for
 * whoever is signing, and whoever comes later finds the fresh key that takes its place. What it signed is not looked at here.
 * Marking again with an earlier moment moves it there; with the same one it changes nothing.
 * @throws {Problem} `not-found`; `rule-violated` for a moment that is still to come; `conflict` for a later one than is recorded
 */
export async function markCompromised(
  on: Deps,
  tx: Transaction,
  keyring: Keyring,
  caller: IssuerCaller,
  id: string,
  { since, reason }: { since: Date; reason: Text | string },
): Promise<Marked> {
  const now = on.clock.now();
  if (since > now) {
    throw problem('rule-violated', 'A key cannot be known to be compromised in the future; retire it instead.', [
      { pointer: '#/since', detail: 'a moment that has passed was expected' },
    ]);
  }
  const issuer = await lockIssuer(tx, caller.issuerId);
  const before = await lockSigningKey(tx, caller.issuerId, id, 'update');
  if (issuer === undefined || before === undefined) throw problem('not-found', 'This issuer has no such signing key.');
  // Proofs are dated to the second, rounded down: what was signed later in that second belongs to what is doubtful.
  const compromisedSince = new Date(Math.floor(since.getTime() / 1_000) * 1_000);
  const knownSince = before.compromisedSince;
  if (knownSince !== null && knownSince.getTime() === compromisedSince.getTime()) {
    return { issuer, key: before, knownSince, changed: false };
  }
  if (knownSince !== null && knownSince < compromisedSince) {
    throw problem(
      'conflict',
      `This key is known to be compromised since ${knownSince.toISOString()}, which is earlier.`,
    );
  }
  const change = {
    state: 'compromised',
    compromisedSince,
    compromisedAt: before.compromisedAt ?? now,
    reason,
  } as const;
  const key: SigningKeyRow = { ...before, ...change };
  await updateSigningKey(tx, id, change);
  await recordKey(on, tx, caller, 'key.compromised', before, key);
  if (before.state === 'active') await replaceKey(on, tx, keyring, caller, issuer, before.algorithm);
  return { issuer, key, knownSince, changed: true };
}
