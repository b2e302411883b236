import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigError } from '../config.ts';
import { nobody } from './account.ts';

/** @returns who owns the cluster in this data directory, or nothing when there is none */
export async function ownerOfCluster(dataDirectory: string): Promise<number | undefined> {
  // The folder itself, not a file in it: another account may see that it is there, not what is inside.
  return (await stat(join(dataDirectory, 'cluster')).catch(() => undefined))?.uid;
}

/**
 * Refuses data that another account made, before anything is written there: a lock file of root's would keep the rightful owner out.
 * @throws when this account cannot use the directory; says who can
 */
export async function refuseForeignData(dataDirectory: string): Promise<void> {
  const me = process.getuid?.();
  const owner = await ownerOfCluster(dataDirectory);
  const usable = me === 0 ? [0, nobody] : [me];
  if (owner !== undefined && !usable.includes(owner)) {
    // What root makes belongs to the account that its server runs as.
    const who = owner === nobody || owner === 0 ? 'root' : `user ${owner}`;
    throw new ConfigError(
      `The data in ${dataDirectory} was made by a Stempel that ran as ${who}; start it as ${who} again, or give this one its own DATA_DIR.`,
    );
  }
  await access(dataDirectory, constants.W_OK | constants.X_OK).catch(() => {
    throw new ConfigError(
      `The data directory ${dataDirectory} cannot be written by user ${me}; give Stempel another DATA_DIR.`,
    );
  });
}
