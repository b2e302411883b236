import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import type { Account } from './account.ts';
import type { Binaries } from './binaries.ts';
import { connectionThrough } from './socket.ts';

/** How often something that cannot be waited for is looked at. */
const glance = 25;
/** Crash recovery of a large database takes its time; a server that cannot start at all exits by itself, at once. */
const longestStart = 300_000;
const longestStop = 20_000;

/** A running server process. */
export interface Postmaster {
  readonly process: ChildProcess;
  /** Ends at the process's exit. */
  readonly exited: Promise<void>;
}

/** What its owner wants to know of a server that is starting, and may tell it. */
export interface Attendance {
  /** Ends the waiting, and with it the server. */
  readonly quit: AbortSignal;
  /** Called before it answers anybody. */
  spawned(processId: number | undefined): void;
}

export interface PostmasterOptions {
  readonly cluster: string;
  readonly socketDirectory: string;
  readonly durable: boolean;
  /** What is set differently this time. */
  readonly settings?: Readonly<Record<string, string>>;
  /** How long it may take until it answers, in milliseconds. */
  readonly longestStart?: number;
}

/**
 * Starts the server and waits until it answers. In a process group of its own: Ctrl-C in a terminal reaches the service only, which first finishes its
 * requests and then stops the server.
 * @throws with the server's own words when it does not come up; then it is not running either
 */
export async function startPostmaster(
  binaries: Binaries,
  account: Account,
  options: PostmasterOptions,
  { quit, spawned }: Attendance,
): Promise<Postmaster> {
  const [command, args] = account.wrap(binaries.postgres, ['-D', options.cluster, ...settings(options)]);
  const child = spawn(command, [...args], {
    ...account.options,
    env: { ...binaries.environment },
    cwd: '/',
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  spawned(child.pid);
  let words = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    words = (words + text).slice(-4_000);
  });
  const gone = new AbortController();
  const exited = new Promise<void>((resolve) => {
    // Not "exit": its last words may come after that.
    child.once('close', () => resolve());
    child.once('error', (error) => {
      words += error.message;
      resolve();
    });
  }).finally(() => gone.abort());
  endWithThisProcess(child);
  const enough = AbortSignal.any([gone.signal, quit, AbortSignal.timeout(options.longestStart ?? longestStart)]);
  if (await comesUp(options.socketDirectory, enough)) {
    child.unref();
    return { process: child, exited };
  }
  await stopPostmaster({ process: child, exited });
  const reason = words.trim() || 'no reason given';
  throw new Error(`The embedded PostgreSQL did not start (see also ${join(options.cluster, 'log')}): ${reason}`);
}

/** Also when the service leaves without stopping it, through `process.exit` or an uncaught error. Only kill -9 leaves an orphan. */
function endWithThisProcess(child: ChildProcess): void {
  const end = () => child.kill('SIGINT');
  process.once('exit', end);
  child.once('exit', () => process.off('exit', end));
}

function settings({ socketDirectory, durable, settings: own = {} }: PostmasterOptions): string[] {
  const values = {
    listen_addresses: '',
    // A list: without quotes a comma in the path would make two of it.
    unix_socket_directories: `"${socketDirectory.replaceAll('"', '""')}"`,
    unix_socket_permissions: '0700',
    max_connections: '100',
    shared_buffers: '128MB',
    timezone: 'UTC',
    // Contents of rows can be personal: the log names what failed, not with which values.
    log_min_messages: 'warning',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    // One file a weekday, written over a week later.
    logging_collector: 'on',
    log_filename: 'postgres-%a.log',
    log_truncate_on_rotation: 'on',
    log_rotation_age: '1d',
    log_rotation_size: '0',
    ...(durable
      ? { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' }
      : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
    ...own,
  };
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** @returns whether it answered before that was enough */
async function comesUp(socketDirectory: string, enough: AbortSignal): Promise<boolean> {
  while (!enough.aborted) {
    if (await answers(socketDirectory)) return !enough.aborted;
    await pause(glance);
  }
  return false;
}

/** Whether a server answers behind this socket. */
export async function answers(socketDirectory: string, database = 'postgres'): Promise<boolean> {
  const client = new Client({ ...connectionThrough(socketDirectory, database), connectionTimeoutMillis: 1_000 });
  // Without a listener an error between connecting and ending would end the process.
  client.on('error', () => undefined);
  return client.connect().then(
    () => client.end().then(() => true),
    () => client.end().then(() => false),
  );
}

/** Fast shutdown (SIGINT): open transactions are rolled back, data is flushed. Harder signals only when that takes too long. */
export async function stopPostmaster({ process: child, exited }: Postmaster): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) break;
    child.kill(signal);
    if (await endsWithin(exited, longestStop)) return;
  }
  await endsWithin(exited, longestStop);
}

async function endsWithin(exited: Promise<void>, milliseconds: number): Promise<boolean> {
  const late = new AbortController();
  const timeout = pause(milliseconds, false, { signal: late.signal }).catch(() => false);
  const ended = await Promise.race([exited.then(() => true), timeout]);
  late.abort();
  return ended;
}
