/** The front door of what runs in a browser: the scripts, bundled once and kept in memory. */
import { bundleScripts, type Entry, type Script, type Scripts } from './bundle.ts';

export type { Entry, Script } from './bundle.ts';

let bundled: Promise<Scripts> | undefined;

/** Bundles at the first call, in about half a second; later calls get the same. */
export function browserScripts(): Promise<Scripts> {
  bundled ??= bundleScripts();
  return bundled;
}

/** Where the file of an entry is served. */
export async function scriptPath(entry: Entry): Promise<string> {
  return (await browserScripts()).entries[entry];
}

/** The file at a path, or nothing. */
export async function findScript(path: string): Promise<Script | undefined> {
  return (await browserScripts()).files.get(path);
}
