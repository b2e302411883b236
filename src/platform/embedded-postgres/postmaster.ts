import { type ChildProcess, spawn } from 'node:child_process';
import { Client } from 'pg';
import type { Account } from './account.ts';
import type { Binaries } from './binaries.ts';
import { superuser } from './cluster.ts';

/** How often something that cannot be waited for is looked at. */
const glance = 25;
const longestStart = 60_000;
const longestStop = 20_000;

/** A running server process. */
export interface Postmaster {
  readonly process: ChildProcess;
  /** Ends at the process's exit. */
  readonly exited: Promise<void>;
}

export interface PostmasterOptions {
  readonly cluster: string;
  readonly socketDirectory: string;
  readonly durable: boolean;
}

/**
 * Starts the server and waits until it answers. In a process group of its own: Ctrl-C in a terminal reaches the service only, which first finishes its
 * requests and then stops the server.
 * @throws with the server's own words when it does not come up
 */
export async function startPostmaster(
  binaries: Binaries,
  account: Account,
  options: PostmasterOptions,
): Promise<Postmaster> {
  const [command, args] = account.wrap(binaries.postgres, ['-D', options.cluster, ...settings(options)]);
  const child = spawn(command, [...args], {
    ...account.options,
    env: { ...binaries.environment },
    cwd: '/',
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let words = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    words = (words + text).slice(-4_000);
  });
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', (error) => {
      words += error.message;
      resolve();
    });
  });
  const gone = exited.then(() => {
    throw new Error(`the embedded PostgreSQL did not start: ${words.trim() || 'no reason given'}`);
  });
  gone.catch(() => undefined);
  await Promise.race([untilAnswering(options.socketDirectory), gone]);
  child.unref();
  return { process: child, exited };
}

function settings({ socketDirectory, durable }: PostmasterOptions): string[] {
  const values = {
    listen_addresses: '',
    unix_socket_directories: socketDirectory,
    unix_socket_permissions: '0700',
    max_connections: '100',
    shared_buffers: '128MB',
    timezone: 'UTC',
    // Contents of rows can be personal: the log names what failed, not with which values.
    log_min_messages: 'warning',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    logging_collector: 'on',
    log_filename: 'postgres-%a.log',
    log_truncate_on_rotation: 'on',
    log_rotation_age: '1d',
    ...(durable
      ? { fsync: 'on', synchronous_commit: 'on' }
      : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

async function untilAnswering(socketDirectory: string): Promise<void> {
  const deadline = Date.now() + longestStart;
  for (;;) {
    const client = new Client({ host: socketDirectory, user: superuser, database: 'postgres' });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      await client.end().catch(() => undefined);
      if (Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, glance));
    }
  }
}

/** Fast shutdown (SIGINT): open transactions are rolled back, data is flushed. Harder signals only when that takes too long. */
export async function stopPostmaster({ process: child, exited }: Postmaster): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    if (await endsWithin(exited, longestStop)) return;
  }
}

async function endsWithin(exited: Promise<void>, milliseconds: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), milliseconds);
  });
  const ended = await Promise.race([exited.then(() => true), late]);
  clearTimeout(timer);
  return ended;
}
