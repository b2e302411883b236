import { spawn } from 'node:child_process';
import { mkdir, readdir, realpath, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PoolConfig } from 'pg';
import { describe, expect, test } from 'vitest';
import { isServerOf } from '../../src/platform/embedded-postgres/processes.ts';
import { makeDataDirectory } from '../support/data-directory.ts';
import {
  ask,
  endOwner,
  isRoot,
  kill,
  spawnOwner,
  start,
  startOwner,
  withServer,
} from '../support/embedded-postgres.ts';
import { until } from '../support/until.ts';

/** Not `kill(pid, 0)`: that also finds the dead whose parent has not looked yet. */
const runs = async (dataDirectory: string, pid: number | undefined) =>
  pid !== undefined && isServerOf(join(await realpath(dataDirectory), 'cluster'), pid);

describe('two services on one directory', () => {
  test('the second is refused and hears which process holds it', async () => {
    await using directory = await makeDataDirectory();
    await withServer(directory.path, async (server) => {
      const { refused } = await startOwner(directory.path);
      expect(refused).toContain(`in use by another Stempel (process ${process.pid})`);
      await expect(start(directory.path)).rejects.toThrow(`process ${process.pid}`);
      expect(await server.ask('select 1')).toBe(1);
    });
  });

  test('of several that start at the same moment exactly one gets it', async () => {
    await using directory = await makeDataDirectory();
    const owners = await Promise.all(Array.from({ length: 4 }, () => startOwner(directory.path)));
    expect(owners.filter(({ serverPid }) => serverPid !== undefined)).toHaveLength(1);
    expect(owners.filter(({ refused }) => refused?.includes('in use by another Stempel'))).toHaveLength(3);
    await Promise.all(owners.filter(({ serverPid }) => serverPid !== undefined).map(endOwner));
  });
});

test('a service that leaves without stopping its server takes it along', async () => {
  await using directory = await makeDataDirectory();
  const { child, serverPid } = await startOwner(directory.path);
  child.stdin?.write('leave');
  await until(async () => !(await runs(directory.path, serverPid)));
  expect(child.exitCode).toBe(1);
});

describe('after kill -9', () => {
  test('of the server: it is started again, with everything that was committed', async () => {
    await using directory = await makeDataDirectory();
    const server = await start(directory.path, { durable: true });
    await server.ask('create table badge as select 7 as number');
    const killed = server.processId() ?? 0;
    process.kill(killed, 'SIGKILL');
    await until(() =>
      server
        .ask('select true')
        .catch(() => false)
        .then(Boolean),
    );
    expect(server.processId()).not.toBe(killed);
    expect(await server.ask('select number from badge')).toBe(7);
    await server.stop();
    expect(await runs(directory.path, server.processId())).toBe(false);
  });

  test('of the service: the next one ends the server that was left behind and takes over', async () => {
    await using directory = await makeDataDirectory();
    const { child, serverPid } = await startOwner(directory.path);
    const orphan: PoolConfig = {
      host: join(directory.path, 'socket'),
      port: 5432,
      user: 'stempel',
      database: 'stempel',
    };
    await ask(orphan, 'create table badge as select 7 as number');
    await kill(child);
    expect(await runs(directory.path, serverPid)).toBe(true);
    await withServer(directory.path, async (server) => {
      expect(server.processId()).not.toBe(serverPid);
      expect(await runs(directory.path, serverPid)).toBe(false);
      expect(await server.ask('select number from badge')).toBe(7);
    });
  });

  test('of both: the cluster recovers', async () => {
    await using directory = await makeDataDirectory();
    const { child, serverPid } = await startOwner(directory.path);
    await kill(child);
    process.kill(serverPid ?? 0, 'SIGKILL');
    expect(await withServer(directory.path, (server) => server.ask('select 1'))).toBe(1);
  });

  test('of both, and another process has the number of the server by now: it is left alone', async () => {
    await using directory = await makeDataDirectory();
    await withServer(directory.path, async () => undefined);
    const cluster = join(directory.path, 'cluster');
    const { uid } = await stat(cluster);
    // PostgreSQL believes only in processes of its own account.
    const bystander = spawn('sleep', ['300'], isRoot ? { uid, gid: uid } : {});
    await writeFile(join(cluster, 'postmaster.pid'), `${bystander.pid}\n${cluster}\n1700000000\n5432\n\n\n\n`);
    expect(await withServer(directory.path, (server) => server.ask('select 1'))).toBe(1);
    expect([bystander.exitCode, bystander.signalCode]).toEqual([null, null]);
    await kill(bystander);
  });

  test('of the service during its first start: the cluster is made anew', async () => {
    await using directory = await makeDataDirectory();
    await mkdir(directory.path);
    const unfinished = async () => (await readdir(directory.path)).filter((name) => name.startsWith('cluster.new-'));
    const child = spawnOwner(directory.path);
    await until(async () => (await unfinished()).length > 0);
    await kill(child);
    expect(await readdir(directory.path)).not.toContain('cluster');
    expect(await withServer(directory.path, (server) => server.ask('select 1'))).toBe(1);
    // What was left is swept away, at the latest when nobody writes there any more.
    await until(async () => {
      await withServer(directory.path, async () => undefined);
      return (await unfinished()).length === 0;
    });
  });
});
