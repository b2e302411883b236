import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Metafile, Plugin } from 'esbuild';
import { leanSchema } from './lean-schema.ts';

/** One file for a browser. */
export interface Script {
  /** Where it is served, with a hash of its content in its name. */
  readonly path: string;
  readonly contents: Uint8Array;
  readonly gzipped: Uint8Array;
  /** The files that it cannot start without. */
  readonly needs: readonly string[];
}

/** Everything that browsers load from here, and which file is which. */
export interface Scripts {
  readonly files: ReadonlyMap<string, Script>;
  /** Entry → path. */
  readonly entries: Readonly<Record<Entry, string>>;
}

const entryFiles = {
  verify: '../library/index.ts',
  'self-check': './self-check.ts',
  widget: './widget.ts',
  'verify-form': './verify-form.ts',
} as const;
export type Entry = keyof typeof entryFiles;

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * Bundles what browsers run: modules of their own origin only, minified, ES2022, with what is rarely needed in files that are loaded on
 * demand. Nothing is written to disk.
 * @throws {Error} when esbuild cannot bundle it
 */
export async function bundleScripts(names: readonly Entry[] = Object.keys(entryFiles) as Entry[]): Promise<Scripts> {
  const { build, stop } = await import('esbuild');
  const { outputFiles, metafile } = await build({
    entryPoints: names.map((name) => ({ in: here(entryFiles[name]), out: `assets/${name}` })),
    entryNames: '[dir]/[name]-[hash]',
    chunkNames: 'assets/part-[hash]',
    absWorkingDir: '/',
    outdir: '/',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    minify: true,
    legalComments: 'none',
    charset: 'utf8',
    write: false,
    metafile: true,
    logLevel: 'silent',
    plugins: [lean],
  });
  await stop(); // its process has nothing more to do here
  const files = new Map(
    outputFiles.map(({ path, contents }) => [
      path,
      { path, contents, gzipped: gzipSync(contents, { level: 9 }), needs: needsOf(metafile, path) },
    ]),
  );
  return { files, entries: entriesOf(metafile) };
}

/** The gzipped bytes that a browser loads before the first line of a script runs. */
export function gzippedSize({ files }: Scripts, path: string): number {
  const loaded = new Set<string>();
  const load = (each: string) => {
    if (loaded.has(each)) return;
    loaded.add(each);
    for (const needed of files.get(each)?.needs ?? []) load(needed);
  };
  load(path);
  return [...loaded].reduce((sum, each) => sum + (files.get(each)?.gzipped.length ?? 0), 0);
}

function needsOf({ outputs }: Metafile, path: string): readonly string[] {
  const { imports = [] } = outputs[path.slice(1)] ?? {};
  return imports.filter(({ kind }) => kind === 'import-statement').map(({ path: needed }) => `/${needed}`);
}

function entriesOf({ outputs }: Metafile): Record<Entry, string> {
  const pairs = Object.entries(outputs).map(([path]) => [/^assets\/([a-z-]+)-\w+\.js$/.exec(path)?.[1], `/${path}`]);
  return Object.fromEntries(pairs.filter(([name]) => name !== undefined && name in entryFiles)) as Record<
    Entry,
    string
  >;
}

/** What a browser has no use for: words about the schemas, the hashes of the contexts, and the modules of Node that nothing is taken from. */
const lean: Plugin = {
  name: 'lean',
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /^node:/ }, ({ path }) => ({ path, external: true, sideEffects: false }));
    onResolve({ filter: /^jose$/ }, ({ resolveDir }) => ({ path: 'jose', namespace: 'small', pluginData: resolveDir }));
    onLoad({ filter: /^jose$/, namespace: 'small' }, ({ pluginData }) => ({
      contents: jose,
      resolveDir: String(pluginData),
    }));
    onLoad({ filter: /\/(jsonld|rdf-canonize|setimmediate|lru-cache)\// }, ({ path }) => {
      const contents = replacements.find(([file]) => path.endsWith(file))?.[1];
      return contents === undefined ? undefined : { contents, loader: 'js' };
    });
    onLoad({ filter: /\/contexts\/manifest\.json$/ }, async ({ path }) => {
      const entries: readonly { url: string; file: string }[] = JSON.parse(await readFile(path, 'utf8'));
      return { contents: JSON.stringify(entries.map(({ url, file }) => ({ url, file }))), loader: 'json' };
    });
    onLoad({ filter: /\/(schemas|contexts)\/[^/]+\.json$/ }, async ({ path }) => {
      const content: unknown = JSON.parse(await readFile(path, 'utf8'));
      return { contents: JSON.stringify(leanSchema(content) ?? content), loader: 'json' };
    });
  },
};

/**
 * What is used of jose before any JWT comes; what checks one is loaded with it. By its front door, all of it would be loaded at once: esbuild
 * divides by file.
 */
const jose = `
export * as base64url from 'jose/base64url';
export { decodeProtectedHeader } from 'jose/decode/protected_header';
export const CompactSign = undefined; // nothing is signed in a browser
`;

/** What jsonld and rdf-canonize bring for browsers, and what takes its place. */
const replacements: readonly (readonly [file: string, contents: string])[] = [
  // Loaders that would fetch contexts (threats.md §2.2).
  ['/jsonld/lib/platform-browser.js', 'exports.setupDocumentLoaders = exports.setupGlobals = () => {};'],
  // Compacting, framing, reading RDF and the ways without promises: verifying needs nothing of them.
  ['/jsonld/lib/compact.js', ''],
  ['/jsonld/lib/frame.js', ''],
  ['/jsonld/lib/fromRdf.js', ''],
  ['/rdf-canonize/lib/RDFC10Sync.js', ''],
  // Makes code from text, which our policy forbids.
  ['/setimmediate/setImmediate.js', 'globalThis.setImmediate ??= (run) => setTimeout(run);'],
  // A cache for programs that run for months.
  ['/lru-cache/index.js', 'module.exports = class extends Map { constructor() { super(); } };'],
];
