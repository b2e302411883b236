import { lchown, mkdir, mkdtemp, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ConfigError } from '../config.ts';
import { type Account, chooseAccount } from './account.ts';
import { restoreCommand } from './archive.ts';
import { type BackupManifest, filesOf, findDamage, readManifest } from './base-backup.ts';
import { type Binaries, locateBinaries } from './binaries.ts';
import { copyFiles, listFiles, makePrivateFolder } from './copy-files.ts';
import { claimDirectory } from './lock.ts';
import { ownerOfCluster } from './ownership.ts';
import { startPostmaster, stopPostmaster } from './postmaster.ts';
import { makeSocketDirectory, socketDirectoryOf } from './socket.ts';

export interface RestoreOptions {
  readonly backup: string;
  /** The folder of the embedded server; there may be no cluster in it yet. */
  readonly dataDirectory: string;
  /** Where the write-ahead log since the backup is; absent: the state of the backup itself. */
  readonly archiveDirectory?: string | undefined;
  /** The last moment whose commits are wanted; absent: everything that there is. */
  readonly until?: Date | undefined;
}

/**
 * Puts a backup back and lets PostgreSQL replay its log up to a moment. Never over data that is there: whoever wants that moves it away first. The
 * cluster gets its name last, so that a restore that breaks off leaves nothing that a service would start on.
 * @throws {ConfigError} with what is wrong and what to do
 */
export async function restoreBackup(options: RestoreOptions): Promise<BackupManifest> {
  const manifest = await readManifest(options.backup);
  refuseImpossible(options, manifest);
  const damaged = await findDamage(options.backup, manifest);
  if (damaged.length > 0) {
    throw new ConfigError(`This backup is damaged, nothing was restored: ${damaged.slice(0, 5).join(', ')}.`);
  }
  await mkdir(options.dataDirectory, { recursive: true });
  const dataDirectory = await realpath(options.dataDirectory);
  const release = await claimDirectory(dataDirectory);
  try {
    if ((await ownerOfCluster(dataDirectory)) !== undefined) {
      throw new ConfigError(
        `There is data in ${dataDirectory} already; nothing was restored. Move it away, or name another folder.`,
      );
    }
    await restoreInto(dataDirectory, options, manifest);
  } finally {
    await release();
  }
  return manifest;
}

function refuseImpossible({ until, archiveDirectory }: RestoreOptions, manifest: BackupManifest): void {
  if (until === undefined) return;
  if (archiveDirectory === undefined) {
    throw new ConfigError('A moment after the backup needs the archive of the write-ahead log (--archive).');
  }
  if (until < new Date(manifest.until)) {
    throw new ConfigError(`This backup was finished at ${manifest.until}; take an earlier one for an earlier moment.`);
  }
}

async function restoreInto(dataDirectory: string, options: RestoreOptions, manifest: BackupManifest): Promise<void> {
  const binaries = await locateBinaries(join(dataDirectory, 'libraries'));
  const account = chooseAccount(
    {
      program: binaries.postgres,
      folders: [dataDirectory, dirname(socketDirectoryOf(dataDirectory))],
      environment: binaries.environment,
    },
    undefined,
  );
  // `cluster.new…` is swept away by the next start when this breaks off.
  const fresh = await mkdtemp(join(dataDirectory, 'cluster.new-'));
  try {
    for (const folder of manifest.folders) await makePrivateFolder(join(fresh, folder));
    await makePrivateFolder(join(fresh, 'pg_wal', 'archive_status'));
    await copyFiles(
      filesOf(options.backup),
      fresh,
      manifest.files.map(({ path }) => path),
    );
    if (options.archiveDirectory !== undefined) await writeFile(join(fresh, 'recovery.signal'), '', { mode: 0o600 });
    await giveTo(account, fresh);
    await recover(dataDirectory, fresh, binaries, account, options);
    await rename(fresh, join(dataDirectory, 'cluster'));
  } catch (error) {
    await rm(fresh, { recursive: true, force: true });
    throw error;
  }
}

async function giveTo({ owner }: Account, folder: string): Promise<void> {
  if (owner === undefined) return;
  const { files, folders } = await listFiles(folder, () => false);
  for (const path of ['', ...folders, ...files]) await lchown(join(folder, path), owner, owner);
}

/** The server answers nobody before it has replayed everything (`hot_standby` off), so that its first answer means that it is done. */
async function recover(
  dataDirectory: string,
  cluster: string,
  binaries: Binaries,
  account: Account,
  { archiveDirectory, until }: RestoreOptions,
): Promise<void> {
  const socketDirectory = socketDirectoryOf(dataDirectory);
  await makeSocketDirectory(socketDirectory, account.owner);
  const settings = {
    hot_standby: 'off',
    logging_collector: 'off',
    ...(archiveDirectory !== undefined && { restore_command: restoreCommand(await realpath(archiveDirectory)) }),
    ...(until !== undefined && {
      // A setting is read before any name of a zone is known, `Z` included.
      recovery_target_time: until.toISOString().replace('Z', '+00'),
      recovery_target_action: 'promote',
    }),
  };
  try {
    const never = new AbortController();
    const server = await startPostmaster(
      binaries,
      account,
      { cluster, socketDirectory, durable: true, settings, longestStart: 24 * 3_600_000 },
      { quit: never.signal, spawned: () => undefined },
    );
    await stopPostmaster(server);
  } catch (error) {
    const words = error instanceof Error ? error.message : '';
    if (!words.includes('recovery ended before configured recovery target was reached')) throw error;
    throw new ConfigError(
      `The archive does not reach to ${until?.toISOString()}; nothing was restored. Leave out --until for all that is there.`,
    );
  } finally {
    await rm(socketDirectory, { recursive: true, force: true });
  }
}
