import { realpath } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { PoolConfig } from 'pg';
import { ConfigError } from '../config.ts';
import { livingHolder } from './lock.ts';
import { answers } from './postmaster.ts';
import { connectionThrough, socketDirectoryOf } from './socket.ts';

/** A service that has claimed its directory may still be starting its server. */
const longestWait = 30_000;

/**
 * How to reach the server that another process of ours runs on this directory, as one more client of it. Claims nothing and ends nothing.
 * @returns nothing when no process runs there
 * @throws {ConfigError} when one does, but its server does not answer
 */
export async function attachEmbeddedPostgres(directory: string, database: string): Promise<PoolConfig | undefined> {
  const dataDirectory = await realpath(directory).catch(() => undefined);
  if (dataDirectory === undefined) return undefined;
  const socketDirectory = socketDirectoryOf(dataDirectory);
  const deadline = performance.now() + longestWait;
  for (;;) {
    const holder = await livingHolder(dataDirectory);
    if (holder === undefined) return undefined;
    if (await answers(socketDirectory, database)) return connectionThrough(socketDirectory, database);
    if (performance.now() > deadline) {
      throw new ConfigError(`The database of the Stempel that runs (process ${holder}) does not answer.`);
    }
    await pause(50);
  }
}
