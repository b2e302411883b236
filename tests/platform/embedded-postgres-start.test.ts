import { mkdir, readdir, readFile, realpath, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { isServerOf } from '../../src/platform/embedded-postgres/processes.ts';
import { makeDataDirectory } from '../support/data-directory.ts';
import { start, withServer } from '../support/embedded-postgres.ts';

/** Not `kill(pid, 0)`: that also finds the dead whose parent has not looked yet. */
const runs = async (dataDirectory: string, pid: number | undefined) =>
  pid !== undefined && isServerOf(join(await realpath(dataDirectory), 'cluster'), pid);

describe('the embedded PostgreSQL', () => {
  afterEach(() => vi.unstubAllEnvs());

  test('keeps its data from one start to the next, and is durable unless told otherwise', async () => {
    await using directory = await makeDataDirectory();
    const first = await start(directory.path, { durable: true });
    const settings = await first.ask(`select string_agg(name || '=' || setting, ' ' order by name) from pg_settings
      where name in ('data_checksums', 'fsync', 'full_page_writes', 'listen_addresses', 'synchronous_commit')`);
    expect(settings).toBe('data_checksums=on fsync=on full_page_writes=on listen_addresses= synchronous_commit=on');
    expect(await first.ask('select datcollate || encoding from pg_database where datname = current_database()')).toBe(
      'C.UTF-86',
    );
    await first.ask('create table badge as select 7 as number');
    await first.stop();
    expect(await runs(directory.path, first.processId())).toBe(false);

    const second = await start(directory.path);
    expect(await second.ask('select number from badge')).toBe(7);
    await second.stop();
    await second.stop();
  });

  test('lets nobody else reach its socket or its data', async () => {
    await using directory = await makeDataDirectory();
    await withServer(directory.path, async (server) => {
      const socket = String(server.connection('stempel').host);
      expect((await stat(socket)).mode & 0o077).toBe(0);
      expect((await stat(join(directory.path, 'cluster'))).mode & 0o077).toBe(0);
    });
  });

  test('is not led astray by the PG variables of its environment', async () => {
    await using directory = await makeDataDirectory();
    vi.stubEnv('PGPORT', '6000').stubEnv('PGSSLMODE', 'require').stubEnv('PGHOST', 'elsewhere.example');
    expect(await withServer(directory.path, (server) => server.ask('select 1'))).toBe(1);
  });

  test.each([
    ['spaces', 'a folder with spaces'],
    ['what lists and search paths are made of', `a,b:c;d"e'f$g`],
    ['more than a socket address holds', join('d'.repeat(100), 'e'.repeat(100))],
  ])('takes a path with %s', async (_name, path) => {
    await using directory = await makeDataDirectory();
    expect(await withServer(join(directory.path, path), (server) => server.ask('select 1'))).toBe(1);
  });

  test('several start at once, each on its own directory', async () => {
    await using one = await makeDataDirectory();
    await using other = await makeDataDirectory();
    const servers = await Promise.all([start(one.path), start(other.path)]);
    expect(await Promise.all(servers.map((server) => server.ask('select 1')))).toEqual([1, 1]);
    await Promise.all(servers.map((server) => server.stop()));
  });
});

describe('what cannot work is said at once', () => {
  test('a server that does not come up: with its own words, and the directory is free again', async () => {
    await using directory = await makeDataDirectory();
    await withServer(directory.path, async () => undefined);
    const version = join(directory.path, 'cluster', 'PG_VERSION');
    const right = await readFile(version, 'utf8');
    await writeFile(version, '9.6\n');
    const began = performance.now();
    await expect(start(directory.path)).rejects.toThrow('database files are incompatible with server');
    expect(performance.now() - began).toBeLessThan(5_000);
    await writeFile(version, right);
    expect(await withServer(directory.path, (server) => server.ask('select 1'))).toBe(1);
  });

  test('a stranger who holds the name of the socket in the temporary folder gets nothing', async () => {
    await using directory = await makeDataDirectory();
    await using trap = await makeDataDirectory();
    const deep = join(directory.path, 'd'.repeat(120));
    const socket = await withServer(deep, async (server) => String(server.connection('stempel').host));
    await mkdir(trap.path);
    await symlink(trap.path, socket);
    const before = await stat(trap.path);
    await withServer(deep, async () => undefined);
    expect((await stat(trap.path)).uid).toBe(before.uid);
    expect(await readdir(trap.path)).toEqual([]);
  });
});
