import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder of its own for an embedded server, which every account may pass through; removed at the end. */
export async function makeDataDirectory(): Promise<{ readonly path: string; [Symbol.asyncDispose](): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'stempel-test-'));
  await chmod(folder, 0o755);
  return {
    path: join(folder, 'data'),
    // Again when it is not empty: an `initdb` whose service was killed may still write there.
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true, maxRetries: 10 }),
  };
}
