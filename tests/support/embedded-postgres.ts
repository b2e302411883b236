import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Client, type PoolConfig } from 'pg';
import { startEmbeddedPostgres } from '../../src/platform/embedded-postgres/index.ts';

export const isRoot = process.getuid?.() === 0;

/** An account that every system has (`initdb` insists on a name), but neither root nor the one root's server runs as. */
export const stranger = 1;

export const checkout = fileURLToPath(new URL('../..', import.meta.url));

/** One value from a connection of its own. */
export async function ask(connection: PoolConfig, statement: string): Promise<unknown> {
  const client = new Client(connection);
  // The server may be killed under it.
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query({ text: statement, rowMode: 'array' });
    return rows[0]?.[0];
  } finally {
    await client.end();
  }
}

/** A server of this process, with one database to ask; not durable, as that makes tests faster. */
export async function start(dataDirectory: string, more: { durable?: boolean } = {}) {
  const server = await startEmbeddedPostgres({ dataDirectory, databases: ['stempel'], durable: false, ...more });
  return { ...server, ask: (statement: string) => ask(server.connection('stempel'), statement) };
}

/** Starts, uses and stops one. */
export async function withServer<T>(
  dataDirectory: string,
  use: (server: Awaited<ReturnType<typeof start>>) => Promise<T>,
): Promise<T> {
  const server = await start(dataDirectory);
  return use(server).finally(() => server.stop());
}

/** A service in a process of its own, to be killed. */
export interface Owner {
  readonly child: ChildProcess;
  readonly serverPid?: number;
  readonly refused?: string;
}

/**
 * Starts such a service.
 * @param project a copy of the project, instead of this one
 */
export function spawnOwner(dataDirectory: string, asUser?: number, project = checkout) {
  const script = join(project, 'tests/support/embedded-postgres-owner.ts');
  return spawn(process.execPath, [script, dataDirectory], {
    stdio: ['pipe', 'pipe', 'inherit'],
    ...(asUser === undefined ? {} : { uid: asUser, gid: asUser }),
  });
}

/** … and waits for its first words. */
export async function startOwner(...how: Parameters<typeof spawnOwner>): Promise<Owner> {
  const child = spawnOwner(...how);
  for await (const line of createInterface(child.stdout)) return { child, ...JSON.parse(line) };
  throw new Error('it ended without a word');
}

/** Lets it stop by itself. */
export async function endOwner({ child }: Owner): Promise<void> {
  const ended = once(child, 'exit');
  child.stdin?.end();
  await ended;
}

/** Leaves it no time for anything. */
export async function kill(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}
