import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Client, type PoolConfig } from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  type EmbeddedOptions,
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '../../src/platform/embedded-postgres/index.ts';
import { startTimeOf } from '../../src/platform/embedded-postgres/lock.ts';

const bound = { timeout: 40_000, interval: 50 };
const script = fileURLToPath(new URL('../support/own-postgres.ts', import.meta.url));

let root: string;
let directory: string;
let servers: EmbeddedPostgres[];
let owners: ChildProcess[];

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'embedded-'));
  directory = join(root, 'data');
  servers = [];
  owners = [];
});
afterEach(async () => {
  for (const owner of owners) await end(owner);
  for (const server of servers) await server.stop().catch(() => undefined);
  await rm(root, { recursive: true, force: true });
}, 60_000);

async function start(options: Partial<EmbeddedOptions> = {}): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({
    dataDirectory: directory,
    databases: ['stempel'],
    durable: false,
    ...options,
  });
  servers.push(server);
  return server;
}

async function ask(connection: PoolConfig, query: string, ...values: unknown[]): Promise<any[]> {
  const client = new Client(connection);
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(query, values)).rows;
  } finally {
    await client.end();
  }
}
const query = (server: EmbeddedPostgres, text: string, ...values: unknown[]) =>
  ask(server.connection('stempel'), text, ...values);

/** A process of its own that owns a server, once it told how to reach it, or why not. */
async function owner(of = directory): Promise<{ process: ChildProcess; told: any }> {
  const child = spawn(process.execPath, [script, of], { stdio: ['ignore', 'pipe', 'inherit'] });
  owners.push(child);
  for await (const line of createInterface({ input: child.stdout })) return { process: child, told: JSON.parse(line) };
  throw new Error('it ended without a word');
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await gone;
}

const isAlive = (pid: number) => startTimeOf(pid) !== undefined;

describe('an embedded server', () => {
  test('syncs to disk, listens on no network, and keeps its data over a restart', async () => {
    const first = await start({ durable: true });
    for (const [setting, value] of [
      ['fsync', 'on'],
      ['synchronous_commit', 'on'],
      ['full_page_writes', 'on'],
      ['data_checksums', 'on'],
      ['listen_addresses', ''],
      ['server_encoding', 'UTF8'],
    ]) {
      expect((await query(first, 'select current_setting($1) as value', setting))[0].value, setting).toBe(value);
    }
    await query(first, 'create table kept (word text)');
    await query(first, "insert into kept values ('warmtepomp')");
    const pid = first.processId() ?? 0;
    await first.stop();
    expect(isAlive(pid)).toBe(false);
    expect(existsSync(join(directory, 'socket'))).toBe(false);

    const second = await start({ durable: true });
    expect(await query(second, 'select word from kept')).toEqual([{ word: 'warmtepomp' }]);
  }, 120_000);

  test('is durable unless somebody says otherwise', async () => {
    const server = await startEmbeddedPostgres({ dataDirectory: directory, databases: ['stempel'] });
    servers.push(server);
    expect((await query(server, "select current_setting('fsync') as value"))[0].value).toBe('on');
  }, 60_000);

  test.each([
    ['with blanks and quotes', `a 'folder' with "signs"; $HOME & ü`],
    ['longer than the address of a socket', join(...Array.from({ length: 8 }, (_, at) => `folder-number-${at}`))],
  ])(
    'works in a path %s',
    async (_what, name) => {
      directory = join(root, name);
      if (name.includes('number'))
        expect(Buffer.byteLength(join(directory, 'socket', '.s.PGSQL.5432'))).toBeGreaterThan(107);
      const server = await start();
      expect(await query(server, 'select 1 as one')).toEqual([{ one: 1 }]);
      await server.stop();
      expect(await query(await start(), 'select 2 as two')).toEqual([{ two: 2 }]);
    },
    60_000,
  );

  test('makes a database once', async () => {
    const server = await start({ databases: ['stempel', 'we"ird; drop'] });
    await server.createDatabase('stempel');
    const names = await query(server, 'select datname from pg_database where not datistemplate order by 1');
    expect(names.map(({ datname }) => datname)).toEqual(['postgres', 'stempel', 'we"ird; drop']);
  }, 60_000);

  test('is not confused by what an interrupted first start left', async () => {
    await mkdir(join(directory, 'cluster.new', 'base'), { recursive: true });
    await writeFile(join(directory, 'cluster.new', 'PG_VERSION'), '18\n');
    const server = await start();
    expect(await query(server, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(await readdir(directory)).not.toContain('cluster.new');
  }, 60_000);
});

describe('a data directory', () => {
  test('is for one service: a second start is refused, and told by whom; the first goes on', async () => {
    const server = await start();
    await expect(start()).rejects.toThrow(`in use by another Stempel (process ${process.pid})`);
    const { told } = await owner();
    expect(told.refused).toContain(`(process ${process.pid})`);
    expect(told.refused).toMatch(/DATA_DIR/);
    expect(await query(server, 'select 1 as one')).toEqual([{ one: 1 }]);
  }, 60_000);

  test('is given to exactly one of three that start on it at once', async () => {
    const started = await Promise.all([owner(), owner(), owner()]);
    expect(started.filter(({ told }) => told.postmaster !== undefined)).toHaveLength(1);
    for (const { told } of started.filter(({ told }) => told.postmaster === undefined)) {
      expect(told.refused).toMatch(/in use by another Stempel|could not be claimed/);
    }
  }, 90_000);

  test.each([
    ['of a process that is gone', JSON.stringify({ pid: 4_194_300, startedAt: '1' })],
    ['whose number another process has by now', JSON.stringify({ pid: process.pid, startedAt: '1' })],
    ['cut short by a crash', '{"pid":'],
    ['that is empty', ''],
  ])(
    'with a claim %s is taken over',
    async (_what, claim) => {
      await mkdir(directory, { recursive: true });
      await writeFile(join(directory, 'stempel.lock.3'), claim);
      expect(await query(await start(), 'select 1 as one')).toEqual([{ one: 1 }]);
      expect((await readdir(directory)).filter((name) => name.startsWith('stempel.lock'))).toEqual(['stempel.lock.4']);
    },
    60_000,
  );
});

describe('after kill -9', () => {
  test('of the server it is started again, with everything that was acknowledged', async () => {
    const server = await start({ durable: true });
    await query(server, 'create table acknowledged (n int primary key)');
    const killed = server.processId() ?? 0;
    let acknowledged = 0;
    const writing = (async () => {
      const client = new Client(server.connection('stempel'));
      client.on('error', () => undefined);
      await client.connect();
      for (let n = 1; ; n += 1) {
        await client.query('insert into acknowledged values ($1)', [n]);
        acknowledged = n;
      }
    })().catch(() => undefined);
    await expect.poll(() => acknowledged, bound).toBeGreaterThan(50);
    process.kill(killed, 'SIGKILL');
    await writing;
    expect(acknowledged).toBeGreaterThan(50);

    const count = () => query(server, 'select count(*)::int as n from acknowledged').catch(() => [{ n: -1 }]);
    await expect.poll(async () => (await count())[0].n, bound).toBeGreaterThanOrEqual(acknowledged);
    expect(server.processId()).not.toBe(killed);
    const [gaps] = await query(server, 'select max(n) - count(*) as missing from acknowledged');
    expect(Number(gaps.missing)).toBe(0);
  }, 120_000);

  test('of the server, twice, and then stopped, nothing is left running', async () => {
    const server = await start();
    for (let round = 0; round < 2; round += 1) {
      const killed = server.processId() ?? 0;
      process.kill(killed, 'SIGKILL');
      await expect
        .poll(
          () =>
            query(server, 'select 1').then(
              () => server.processId() !== killed,
              () => false,
            ),
          bound,
        )
        .toBe(true);
    }
    const last = server.processId() ?? 0;
    await server.stop();
    expect(isAlive(last)).toBe(false);
    expect(existsSync(join(directory, 'cluster', 'postmaster.pid'))).toBe(false);
  }, 120_000);

  test('of the service, its orphaned server is ended and the next service has its data', async () => {
    const { process: service, told } = await owner();
    await ask(told.connection, 'create table kept (word text)');
    await ask(told.connection, "insert into kept values ('koudekring')");
    const gone = new Promise((resolve) => service.once('exit', resolve));
    service.kill('SIGKILL');
    await gone;
    expect(isAlive(told.postmaster), 'the server outlives its service').toBe(true);

    const next = await start({ durable: true });
    expect(isAlive(told.postmaster)).toBe(false);
    expect(await query(next, 'select word from kept')).toEqual([{ word: 'koudekring' }]);
  }, 120_000);

  test('of service and server, the next service recovers the data', async () => {
    const { process: service, told } = await owner();
    await ask(told.connection, 'create table kept (word text)');
    await ask(told.connection, "insert into kept values ('inregelen')");
    const gone = new Promise((resolve) => service.once('exit', resolve));
    service.kill('SIGKILL');
    process.kill(told.postmaster, 'SIGKILL');
    await gone;
    expect(await query(await start({ durable: true }), 'select word from kept')).toEqual([{ word: 'inregelen' }]);
  }, 120_000);
});
