import { createHash } from 'node:crypto';
import { chown, mkdir, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, type PoolConfig } from 'pg';
import { chooseAccount } from './account.ts';
import { locateBinaries } from './binaries.ts';
import { ensureCluster, ownerOfCluster, superuser } from './cluster.ts';
import { claimDirectory } from './lock.ts';
import { endOrphan } from './orphan.ts';
import { type Postmaster, startPostmaster, stopPostmaster } from './postmaster.ts';

/** A PostgreSQL server of our own, started from the npm package. */
export interface EmbeddedPostgres {
  /** How to connect to a database of it; the database is there already. */
  connection(database: string): PoolConfig;
  /** Number of the server process now; it changes when the server had to be started again. */
  processId(): number | undefined;
  createDatabase(name: string): Promise<void>;
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  /** Created when absent. */
  readonly dataDirectory: string;
  /** Databases that must exist after the start. */
  readonly databases?: readonly string[];
  /** False: nothing is synced to disk; only for throw-away clusters of tests. */
  readonly durable?: boolean;
}

/** A socket's address holds at most 107 bytes on Linux, 103 on macOS. */
const longestSocketPath = 103;

/** A server that keeps dying is not started for ever; one that ran this long before does not keep dying. */
const mostRestarts = 5;
const calm = 10 * 60_000;

/**
 * Starts a real PostgreSQL on a data directory: durable, also for root, one service at a time. A server that a killed service left behind is ended
 * first; one that dies while we run is started again.
 * @throws when the directory is in use, or the server does not come up; with advice
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const { durable = true } = options;
  await mkdir(options.dataDirectory, { recursive: true });
  const dataDirectory = await realpath(options.dataDirectory);
  const release = await claimDirectory(dataDirectory);
  try {
    const cluster = join(dataDirectory, 'cluster');
    const binaries = await locateBinaries(join(dataDirectory, 'libraries'));
    const probe = { program: binaries.postgres, folder: dataDirectory, environment: binaries.environment };
    const account = chooseAccount(probe, await ownerOfCluster(cluster));
    await ensureCluster(cluster, binaries, account, durable);
    await endOrphan(cluster);
    const socketDirectory = await makeSocketDirectory(dataDirectory, account.owner);
    const start = () => startPostmaster(binaries, account, { cluster, socketDirectory, durable });
    const connection = (database: string): PoolConfig => ({ host: socketDirectory, user: superuser, database });
    const supervised = await supervise(start);
    for (const name of options.databases ?? []) await createDatabase(connection('postgres'), name);
    return {
      connection,
      processId: supervised.processId,
      createDatabase: (name) => createDatabase(connection('postgres'), name),
      stop: async () => {
        await supervised.stop();
        await rm(socketDirectory, { recursive: true, force: true });
        await release();
      },
    };
  } catch (error) {
    await release();
    throw error;
  }
}

/** Starts the server again when it dies without having been asked to; its own crash recovery does the rest. */
async function supervise(
  start: () => Promise<Postmaster>,
): Promise<{ stop(): Promise<void>; processId(): number | undefined }> {
  let stopping = false;
  let restarts = 0;
  let current = await start();
  let since = Date.now();
  let restarting: Promise<void> = Promise.resolve();
  const watch = () => {
    void current.exited.then(() => {
      if (Date.now() - since > calm) restarts = 0;
      if (stopping || restarts >= mostRestarts) return;
      restarts += 1;
      restarting = again();
    });
  };
  /** Processes of the dead server hold its memory for a moment; until they are gone a new one is refused. */
  const again = async (): Promise<void> => {
    const deadline = Date.now() + 30_000;
    while (!stopping) {
      try {
        current = await start();
        since = Date.now();
        watch();
        return;
      } catch {
        if (Date.now() > deadline) return;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
  };
  watch();
  return {
    processId: () => current.process.pid,
    stop: async () => {
      stopping = true;
      await restarting;
      await stopPostmaster(current);
    },
  };
}

/** In the data directory, or under a short name where that path is too long for a socket. Nobody else may enter it. */
async function makeSocketDirectory(dataDirectory: string, owner: number | undefined): Promise<string> {
  const near = join(dataDirectory, 'socket');
  const fits = Buffer.byteLength(join(near, '.s.PGSQL.5432')) <= longestSocketPath;
  const directory = fits
    ? near
    : join(tmpdir(), `stempel-${createHash('sha256').update(dataDirectory).digest('hex').slice(0, 12)}`);
  await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { recursive: true, mode: 0o700 });
  if (owner !== undefined) await chown(directory, owner, owner);
  return directory;
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
