import { readFile, stat } from 'node:fs/promises';
import { type Config, ConfigError } from '../../platform/config.ts';

/**
 * Reads a file that holds a secret.
 * @param variable the setting that names the file, for the words of the refusal
 * @throws {ConfigError} when it cannot be read, or in production when others may read it too
 */
export async function readSecretFile({ mode }: Pick<Config, 'mode'>, path: string, variable: string): Promise<string> {
  const found = await stat(path).catch(() => {
    throw new ConfigError(`${variable}: ${path} cannot be read.`);
  });
  if (mode === 'production' && (found.mode & 0o077) !== 0) {
    throw new ConfigError(`${variable}: others may read ${path}; chmod 600 it.`);
  }
  return readFile(path, 'utf8');
}
