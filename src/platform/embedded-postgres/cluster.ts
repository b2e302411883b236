import { execFile } from 'node:child_process';
import { chown, mkdtemp, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Account } from './account.ts';
import type { Binaries } from './binaries.ts';
import { ownerOfCluster } from './ownership.ts';

/** The superuser of the embedded cluster; reachable only through the socket, whose folder nobody else may enter. */
export const superuser = 'stempel';

const unfinished = 'cluster.new';

/**
 * Makes the cluster when there is none. It is made under a name of its own and then renamed, so that an interrupted first start leaves nothing that looks
 * like a cluster, and an `initdb` that outlived its service cannot write into ours.
 * @param durable false skips the sync to disk, for throw-away clusters of tests
 * @throws with the words of `initdb`
 */
export async function ensureCluster(
  dataDirectory: string,
  binaries: Binaries,
  account: Account,
  durable: boolean,
): Promise<void> {
  await removeUnfinished(dataDirectory);
  if ((await ownerOfCluster(dataDirectory)) !== undefined) return;
  const fresh = await mkdtemp(join(dataDirectory, `${unfinished}-`));
  if (account.owner !== undefined) await chown(fresh, account.owner, account.owner);
  await initialize(fresh, binaries, account, durable);
  await rename(fresh, join(dataDirectory, 'cluster'));
  // The new name must be on disk before anything is committed in it: what is called "new" gets removed.
  if (durable) await syncFolder(dataDirectory);
}

async function removeUnfinished(dataDirectory: string): Promise<void> {
  const left = (await readdir(dataDirectory)).filter((name) => name.startsWith(unfinished));
  // An `initdb` may still be at work in it; then it stays for the next time.
  const remove = (name: string) => rm(join(dataDirectory, name), { recursive: true }).catch(() => undefined);
  await Promise.all(left.map(remove));
}

async function initialize(folder: string, binaries: Binaries, account: Account, durable: boolean): Promise<void> {
  const [command, args] = account.wrap(binaries.initdb, [
    ...['--pgdata', folder, '--username', superuser, '--encoding', 'UTF8'],
    ...['--locale-provider', 'builtin', '--locale', 'C.UTF-8'],
    ...['--auth-local', 'trust', '--auth-host', 'reject', '--data-checksums', '--no-instructions'],
    ...(durable ? [] : ['--no-sync']),
  ]);
  const options = { ...account.options, env: { ...binaries.environment }, cwd: '/', timeout: 120_000 };
  await promisify(execFile)(command, [...args], options).catch(async (error: Error & { stderr?: string }) => {
    await rm(folder, { recursive: true, force: true });
    throw new Error(
      `The embedded PostgreSQL could not make its data: ${error.stderr?.trim() || error.message}. Where it does not run, set DATABASE_URL to a server of your own.`,
    );
  });
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder);
  await handle.sync().finally(() => handle.close());
}
