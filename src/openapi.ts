import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describeApi } from './describe-api.ts';

const file = fileURLToPath(new URL('../openapi.yaml', import.meta.url));

/**
 * Writes `openapi.yaml` from the zod schemas of the routes.
 * @param options `--check`: write nothing, and fail when the file is out of date
 * @returns the exit code
 */
export async function runOpenApi(options: readonly string[]): Promise<number> {
  const fresh = await describeApi();
  if (!options.includes('--check')) {
    await writeFile(file, fresh);
    return 0;
  }
  if ((await readFile(file, 'utf8').catch(() => '')) === fresh) return 0;
  process.stderr.write('openapi.yaml is out of date: run "npm run openapi" and commit it.\n');
  return 1;
}
