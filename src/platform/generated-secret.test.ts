import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { generatedSecret } from './generated-secret.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'secret-'));
});
afterEach(async () => {
  await rm(directory, { recursive: true, force: true });
});

test('is made once, and read from then on', async () => {
  const path = join(directory, 'new', 'folder', 'secret');
  expect(await generatedSecret(path, () => 'first')).toBe('first\n');
  expect(await generatedSecret(path, () => 'second')).toBe('first\n');
});

test('is read by its owner only', async () => {
  const path = join(directory, 'secret');
  await generatedSecret(path, () => 'first');
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test('is one and the same for all that start at once, whole for each, and leaves nothing else behind', async () => {
  for (let round = 0; round < 30; round += 1) {
    const path = join(directory, `secret-${round}`);
    const made = await Promise.all(
      Array.from({ length: 8 }, (_, at) => generatedSecret(path, () => `${at}`.repeat(40))),
    );
    expect(new Set(made).size).toBe(1);
    expect(made[0]).toHaveLength(41);
    expect(await readFile(path, 'utf8')).toBe(made[0]);
  }
  expect(await readdir(directory)).toHaveLength(30);
});

test('that cannot be made is an error, not an empty secret', async () => {
  const path = join(directory, 'secret');
  await expect(
    generatedSecret(path, () => {
      throw new Error('no randomness');
    }),
  ).rejects.toThrow('no randomness');
  expect(await readdir(directory)).toEqual([]);
});
