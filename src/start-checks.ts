import { stat, statfs } from 'node:fs/promises';
import { type Custody, unusableKeys } from './issuers/index.ts';
import { behindBy, lastRecorded } from './platform/clock-guard.ts';
import { type Config, ConfigError } from './platform/config.ts';
import type { Deps } from './platform/deps.ts';
import type { Logger } from './platform/log.ts';

const gigabyte = 1_073_741_824;

/** Below this the database soon cannot write. */
const scarce = gigabyte;

/** How many keys a message names; an operator who sees five has understood. */
const named = 5;

/**
 * What must not be in production: the privileges of root (threats.md §6), and a data directory in which other accounts can write.
 * @throws {ConfigError}
 */
export async function checkAccount(
  { mode, dataDirectory }: Config,
  log: Logger,
  user = process.getuid?.(),
): Promise<void> {
  if (mode === 'production' && user === 0) {
    throw new ConfigError('Production does not run as root: start Stempel as a user of its own.');
  }
  const found = await stat(dataDirectory).catch(() => undefined);
  if (found === undefined || (found.mode & 0o002) === 0) return;
  const message = `Every account may write in the data directory ${dataDirectory}`;
  if (mode === 'production') throw new ConfigError(`${message}; chmod o-w it.`);
  log.warn({ dataDirectory }, message);
}

/** Says so while there is still time to do something. */
export async function checkDisk({ dataDirectory }: Config, log: Logger, least = scarce): Promise<void> {
  const found = await statfs(dataDirectory).catch(() => undefined);
  if (found === undefined) return;
  const free = found.bavail * found.bsize;
  if (free < least) log.warn({ dataDirectory, freeMegabytes: Math.round(free / 1_048_576) }, 'the disk is nearly full');
}

/**
 * Tries every key that will be signed with.
 * @throws {ConfigError} naming the signing keys and the key-encryption keys that are missing
 */
export async function checkKeys(on: Pick<Deps, 'database'>, custody: Custody): Promise<void> {
  const unusable = await unusableKeys(on.database, custody);
  if (unusable.length === 0) return;
  const missing = [...new Set(unusable.map(({ keyEncryptionKeyId }) => keyEncryptionKeyId))];
  const ids = unusable.slice(0, named).map(({ id }) => id);
  const more = unusable.length > named ? ` and ${unusable.length - named} more` : '';
  throw new ConfigError(
    `The signing keys ${ids.join(', ')}${more} cannot be opened. They lie under the key-encryption key ${missing.join(', ')}; the one at hand is ${custody.keyEncryptionKeyId}. Put the right one back (docs/configuration.md, KEY_ENCRYPTION_KEY_FILE).`,
  );
}

/** A clock that is behind is no reason not to start: badges can be verified, and issuing begins when it is right. */
export async function checkClock(on: Deps): Promise<void> {
  const behind = behindBy(on, await lastRecorded(on.database));
  if (behind === undefined) return;
  on.log.error(
    { behindMilliseconds: behind },
    'the clock of this machine is behind the last record: nothing is signed',
  );
}
