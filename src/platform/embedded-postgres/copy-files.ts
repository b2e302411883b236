import { createHash } from 'node:crypto';
import { chmod, mkdir, open, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** One file of a backup. */
export interface CopiedFile {
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
}

/** Large enough to be quick, small enough for many. */
const piece = 1_048_576;
const together = 16;

/**
 * Copies files to a place where only this account reads them; all of it is on disk when this is done.
 * @param paths relative to `from`; one that has vanished in the meantime (the server removes files) is left out
 */
export async function copyFiles(from: string, to: string, paths: readonly string[]): Promise<CopiedFile[]> {
  const copied = await severalAtOnce(paths, async (path) => {
    await mkdir(dirname(join(to, path)), { recursive: true, mode: 0o700 });
    return copyFile(from, to, path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
    });
  });
  return copied.filter((one) => one !== undefined);
}

/** A disk does several things at once; a cluster has a thousand small files, and each has to be on disk. */
export async function severalAtOnce<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let at = 0; at < items.length; at += together) {
    results.push(...(await Promise.all(items.slice(at, at + together).map(work))));
  }
  return results;
}

async function copyFile(from: string, to: string, path: string): Promise<CopiedFile> {
  await using source = await open(join(from, path), 'r');
  await using target = await open(join(to, path), 'wx', 0o600);
  const hash = createHash('sha256');
  const buffer = Buffer.allocUnsafe(piece);
  let size = 0;
  for (;;) {
    const { bytesRead } = await source.read(buffer, 0, piece);
    if (bytesRead === 0) break;
    const part = buffer.subarray(0, bytesRead);
    hash.update(part);
    await target.writeFile(part);
    size += bytesRead;
  }
  await target.sync();
  return { path, size, sha256: hash.digest('hex') };
}

/** Reads a file as it is now, to compare it with what was copied. */
export async function describeFile(folder: string, path: string): Promise<CopiedFile> {
  await using source = await open(join(folder, path), 'r');
  const hash = createHash('sha256');
  let size = 0;
  for await (const part of source.createReadStream({ autoClose: false })) {
    hash.update(part);
    size += part.length;
  }
  return { path, size, sha256: hash.digest('hex') };
}

/** Every file and folder below a folder, by its path in it; what is in a folder that `skips` is left out, the folder is not. */
export async function listFiles(
  folder: string,
  skips: (path: string) => boolean,
): Promise<{ files: string[]; folders: string[] }> {
  const [files, folders]: [string[], string[]] = [[], []];
  const walk = async (within: string): Promise<void> => {
    for (const entry of await readdir(join(folder, within), { withFileTypes: true })) {
      const path = join(within, entry.name);
      if (entry.isDirectory()) {
        folders.push(path);
        if (!skips(path)) await walk(path);
      } else if (entry.isFile()) files.push(path);
    }
  };
  await walk('');
  return { files, folders };
}

/** A folder for private things. */
export async function makePrivateFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  await chmod(path, 0o700);
}
