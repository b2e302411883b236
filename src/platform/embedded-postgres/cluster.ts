import { spawnSync } from 'node:child_process';
import { chown, mkdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Account } from './account.ts';
import type { Binaries } from './binaries.ts';

/** The superuser of the embedded cluster; reachable only through the socket, whose folder nobody else may enter. */
export const superuser = 'stempel';

/** @returns who owns the cluster in this folder, or nothing when there is none */
export async function ownerOfCluster(cluster: string): Promise<number | undefined> {
  return (await stat(join(cluster, 'PG_VERSION')).catch(() => undefined))?.uid;
}

/**
 * Makes the cluster when there is none. It is made under another name and then renamed, so that an interrupted first start leaves nothing that
 * looks like a cluster.
 * @param durable false skips the sync to disk, for throw-away clusters of tests
 */
export async function ensureCluster(
  cluster: string,
  binaries: Binaries,
  account: Account,
  durable: boolean,
): Promise<void> {
  if ((await ownerOfCluster(cluster)) !== undefined) return;
  const fresh = `${cluster}.new`;
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { mode: 0o700 });
  if (account.owner !== undefined) await chown(fresh, account.owner, account.owner);
  const [command, args] = account.wrap(binaries.initdb, [
    ...[
      '--pgdata',
      fresh,
      '--username',
      superuser,
      '--encoding',
      'UTF8',
      '--locale-provider',
      'builtin',
      '--locale',
      'C.UTF-8',
    ],
    ...['--auth-local', 'trust', '--auth-host', 'reject', '--data-checksums', '--no-instructions'],
    ...(durable ? [] : ['--no-sync']),
  ]);
  const made = spawnSync(command, [...args], {
    ...account.options,
    env: { ...binaries.environment },
    cwd: '/',
    encoding: 'utf8',
    timeout: 120_000,
  });
  if (made.status !== 0)
    throw new Error(`initdb failed: ${made.stderr || made.error?.message || `exit code ${made.status}`}`);
  await rename(fresh, cluster);
}
