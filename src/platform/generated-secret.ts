import { randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * A secret that is made once and kept in a file that only this account reads; for development, where nobody wants to configure one.
 * It is written under another name first and then linked, which is atomic and never overwrites: two services that start at once agree
 * on one secret, and one that is killed while it writes leaves no half of it.
 * @param make the secret, as text
 * @returns the text of the file
 */
export async function generatedSecret(path: string, make: () => string): Promise<string> {
  const there = await readFile(path, 'utf8').catch(absent);
  if (there !== undefined) return there;
  await mkdir(dirname(path), { recursive: true });
  const fresh = `${path}.${randomUUID()}`;
  const file = await open(fresh, 'wx', 0o600);
  try {
    await file.writeFile(`${make()}\n`);
    await file.sync();
    await link(fresh, path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  } finally {
    await file.close();
    await rm(fresh, { force: true });
  }
  return readFile(path, 'utf8');
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
  return undefined;
}
