import { chmod, mkdtemp, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The file system of Linux that is memory. Tests make and drop hundreds of databases, and that is most of what they do to a disk. */
const memory = '/dev/shm';
const needed = 4 * 1024 ** 3;

/** A folder of its own for an embedded server, which every account may pass through; removed at the end. TEST_DATA_FOLDER names where. */
export async function makeDataDirectory(): Promise<{ readonly path: string; [Symbol.asyncDispose](): Promise<void> }> {
  const where = process.env.TEST_DATA_FOLDER ?? ((await hasPlentyOfMemory()) ? memory : tmpdir());
  const folder = await mkdtemp(join(where, 'stempel-test-'));
  await chmod(folder, 0o755);
  return {
    path: join(folder, 'data'),
    // Again when it is not empty: an `initdb` whose service was killed may still write there.
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true, maxRetries: 10 }),
  };
}

/** Containers often have 64 MB there. */
async function hasPlentyOfMemory(): Promise<boolean> {
  if (process.availableMemory() < needed) return false;
  return statfs(memory).then(
    ({ bavail, bsize }) => bavail * bsize >= needed,
    () => false,
  );
}
