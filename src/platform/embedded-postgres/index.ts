import { mkdir, realpath, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Client, type PoolConfig } from 'pg';
import { chooseAccount } from './account.ts';
import { archiveSettings, makeArchiveDirectory } from './archive.ts';
import { locateBinaries } from './binaries.ts';
import { ensureCluster } from './cluster.ts';
import { claimDirectory } from './lock.ts';
import { endOrphan } from './orphan.ts';
import { ownerOfCluster, refuseForeignData } from './ownership.ts';
import { startPostmaster } from './postmaster.ts';
import { connectionThrough, makeSocketDirectory, socketDirectoryOf } from './socket.ts';
import { supervise } from './supervise.ts';

export { attachEmbeddedPostgres } from './attach.ts';
export { type BackupManifest, findDamage, makeBaseBackup, readManifest } from './base-backup.ts';
export { restoreBackup } from './restore-backup.ts';

/** A PostgreSQL server of our own, started from the npm package. */
export interface EmbeddedPostgres {
  /** How to connect to a database of it; the database is there already. */
  connection(database: string): PoolConfig;
  /** Number of the server process now; it changes when the server had to be started again. */
  processId(): number | undefined;
  createDatabase(name: string): Promise<void>;
  /** Ends the server, which first writes everything to disk, and gives the directory back. A second call waits for the first. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  /** Created when absent. */
  readonly dataDirectory: string;
  /** Databases that must exist after the start. */
  readonly databases?: readonly string[];
  /** Where finished segments of the write-ahead log go; absent: nowhere. */
  readonly archiveDirectory?: string | undefined;
  /** False: nothing is synced to disk; only for throw-away clusters of tests. */
  readonly durable?: boolean;
}

/**
 * Starts a real PostgreSQL on a data directory: durable, also for root, one service at a time. A server that a killed service left behind is ended
 * first; one that dies while we run is started again.
 * @throws when the directory is in use or another account's, or the server does not come up; with advice
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  await mkdir(options.dataDirectory, { recursive: true });
  const dataDirectory = await realpath(options.dataDirectory);
  await refuseForeignData(dataDirectory);
  const release = await claimDirectory(dataDirectory);
  try {
    return await startClaimed({ ...options, dataDirectory }, release);
  } catch (error) {
    await release();
    throw error;
  }
}

async function startClaimed(
  { dataDirectory, databases = [], durable = true, archiveDirectory }: EmbeddedOptions,
  release: () => Promise<void>,
): Promise<EmbeddedPostgres> {
  const cluster = join(dataDirectory, 'cluster');
  const socketDirectory = socketDirectoryOf(dataDirectory);
  // 1. Who runs the server: as root not we ourselves.
  const binaries = await locateBinaries(join(dataDirectory, 'libraries'));
  const reach = {
    program: binaries.postgres,
    folders: [dataDirectory, dirname(socketDirectory)],
    environment: binaries.environment,
  };
  const account = chooseAccount(reach, await ownerOfCluster(dataDirectory));
  // 2. Its data.
  await ensureCluster(dataDirectory, binaries, account, durable);
  if (archiveDirectory !== undefined) await makeArchiveDirectory(archiveDirectory, account.owner);
  const settings = archiveDirectory === undefined ? {} : archiveSettings(archiveDirectory);
  const server = await supervise(async (attendance) => {
    // 3. Nobody else at work on it: neither an orphan nor, after a crash, the workers of the server before.
    await endOrphan(cluster);
    // 4. Its socket, only now: an ending server removes its own, and a connection to a dying one hangs.
    await makeSocketDirectory(socketDirectory, account.owner);
    return startPostmaster(binaries, account, { cluster, socketDirectory, durable, settings }, attendance);
  });
  const connection = (database: string) => connectionThrough(socketDirectory, database);
  const end = async () => {
    await server.stop();
    await rm(socketDirectory, { recursive: true, force: true });
  };
  // 5. What must be in it.
  try {
    for (const name of databases) await createDatabase(connection('postgres'), name);
  } catch (error) {
    await end();
    throw error;
  }
  let stopped: Promise<void> | undefined;
  return {
    connection,
    processId: server.processId,
    createDatabase: (name) => createDatabase(connection('postgres'), name),
    stop: () => {
      stopped ??= end().finally(release);
      return stopped;
    },
  };
}

async function createDatabase(connection: PoolConfig, name: string): Promise<void> {
  const client = new Client(connection);
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}
