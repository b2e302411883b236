import { createHash } from 'node:crypto';
import { lchown, mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PoolConfig } from 'pg';
import { superuser } from './cluster.ts';

/** A socket's address holds at most 107 bytes on Linux, 103 on macOS. */
const longestSocketPath = 103;

const port = 5432;

/** Where the socket goes: in the data directory, or in the temporary folder where that path is too long for a socket. */
export function socketDirectoryOf(dataDirectory: string): string {
  const name = `stempel-${createHash('sha256').update(dataDirectory).digest('hex').slice(0, 12)}`;
  const candidates = [join(dataDirectory, 'socket'), join(tmpdir(), name)];
  const fitting = candidates.find(
    (directory) => Buffer.byteLength(join(directory, `.s.PGSQL.${port}`)) <= longestSocketPath,
  );
  return fitting ?? join('/tmp', name);
}

/**
 * Makes the folder of the socket anew; nobody else may enter it.
 * @param owner the account the server runs as, where that is another one
 * @throws when somebody else holds that name in the temporary folder
 */
export async function makeSocketDirectory(directory: string, owner: number | undefined): Promise<void> {
  await rm(directory, { recursive: true, force: true });
  // Not `recursive`: that would accept a folder, or a link to one, that a stranger put there in the meantime.
  await mkdir(directory, { mode: 0o700 });
  if (owner !== undefined) await lchown(directory, owner, owner);
}

/** How to connect through that folder. Everything is said, so that PGPORT or PGSSLMODE in our environment change nothing. */
export function connectionThrough(socketDirectory: string, database: string): PoolConfig {
  return { host: socketDirectory, port, user: superuser, database, ssl: false };
}
