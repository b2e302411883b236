import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { claimDirectory } from '../../src/platform/embedded-postgres/lock.ts';

const script = fileURLToPath(new URL('../support/claimer.ts', import.meta.url));
const claimers: { process: ChildProcess; lines: AsyncIterator<string> }[] = [];
let root: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'claims-'));
  for (let n = 0; n < 4; n += 1) {
    const child = spawn(process.execPath, [script], { stdio: ['pipe', 'pipe', 'inherit'] });
    const lines: Interface = createInterface({ input: child.stdout });
    claimers.push({ process: child, lines: lines[Symbol.asyncIterator]() });
  }
});
afterAll(async () => {
  for (const { process: child } of claimers) child.kill();
  await rm(root, { recursive: true, force: true });
});

/** All claim one directory at once; each tells how it went. */
async function allClaim(directory: string): Promise<string[]> {
  for (const { process: child } of claimers) child.stdin?.write(`${directory}\n`);
  return Promise.all(claimers.map(async ({ lines }) => (await lines.next()).value));
}

test.each([
  ['nobody claimed', undefined],
  ['a dead service claimed', JSON.stringify({ pid: 4_194_300, startedAt: '1' })],
  ['whose claim was cut short', ''],
])(
  'of several processes that want a directory %s, one gets it and the others hear who has it',
  async (_what, claim) => {
    for (let round = 0; round < 150; round += 1) {
      const directory = join(root, `${_what} ${round}`);
      await mkdir(directory);
      if (claim !== undefined) await writeFile(join(directory, 'stempel.lock.7'), claim);
      const outcomes = await allClaim(directory);
      expect(
        outcomes.filter((outcome) => outcome === 'claimed'),
        outcomes.join('\n'),
      ).toHaveLength(1);
      const name = claim === undefined ? 'stempel.lock.1' : 'stempel.lock.8';
      const holder = JSON.parse(await readFile(join(directory, name), 'utf8'));
      expect(claimers[outcomes.indexOf('claimed')]?.process.pid).toBe(holder.pid);
      expect(await readdir(directory)).toEqual([name]);
    }
  },
  60_000,
);

test('a claim that is given back can be made again', async () => {
  const directory = join(root, 'again');
  await mkdir(directory);
  const release = await claimDirectory(directory);
  await expect(claimDirectory(directory)).rejects.toThrow(`(process ${process.pid})`);
  await release();
  await (await claimDirectory(directory))();
  await (await claimDirectory(directory))();
  expect(await readdir(directory)).toEqual(['stempel.lock.3']);
});

test('giving back twice does not take away what somebody else claimed since', async () => {
  const directory = join(root, 'twice');
  await mkdir(directory);
  const release = await claimDirectory(directory);
  await release();
  const outcomes = await allClaim(directory);
  await release();
  expect(outcomes.filter((outcome) => outcome === 'claimed')).toHaveLength(1);
  await expect(claimDirectory(directory)).rejects.toThrow(/in use by another Stempel/);
});
