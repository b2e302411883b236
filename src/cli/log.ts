import { readFile, rename, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { auditLog, type FetchFile, type LogReport, logFindings, type SeenLog } from '../transparency/index.ts';

const usage = 'Usage: stempel log audit <url> [--state FILE] [--key KEY] [--json]\n';
const longestWait = 30_000;
/** Larger than any file that a log may serve: 256 entries of at most 65,535 bytes. */
const largestFile = 17 * 1024 * 1024;

const seenShape = z.strictObject({
  key: z.string(),
  checkpoint: z.string(),
  size: z.int().min(0),
  root: z.string().regex(/^[0-9a-f]{64}$/),
  at: z.iso.datetime(),
});

/**
 * `stempel log …` in the shell. Needs no service and no database of its own: it looks at a log as any stranger does.
 * @returns the exit code: 0 nothing is wrong, 1 something is wrong or could not be fetched, 2 not understood
 */
export async function runLog(words: readonly string[]): Promise<number> {
  const asked = readWords(words);
  if (asked === undefined) {
    process.stderr.write(usage);
    return 2;
  }
  try {
    return await runLogAudit(fetchFrom(asked.url), asked);
  } catch (error) {
    process.stderr.write(`The log could not be audited: ${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
}

/** How a log is to be audited. */
export interface LogAudit {
  /** Remembers what was seen. */
  readonly state?: string | undefined;
  readonly key?: string | undefined;
  readonly json?: boolean | undefined;
}

/**
 * Audits a log and prints what is wrong with it; remembers it when nothing is.
 * @returns the exit code: 0 nothing is wrong, 1 something is
 */
export async function runLogAudit(
  fetchFile: FetchFile,
  { state, key, json }: LogAudit,
  now: Date = new Date(),
  print: (text: string) => void = (text) => process.stdout.write(text),
): Promise<number> {
  const seen = state === undefined ? undefined : await readState(state);
  const report = await auditLog(fetchFile, now, { key, seen });
  print(json === true ? `${JSON.stringify(report, null, 2)}\n` : wordsFor(report, seen, key));
  if (state !== undefined && report.seen !== undefined) await writeState(state, report.seen);
  return report.findings.length === 0 ? 0 : 1;
}

function wordsFor(report: LogReport, seen: SeenLog | undefined, key: string | undefined): string {
  const lines = report.findings.map(({ kind, where }) => `${kind}${where ? ` (${where})` : ''}: ${logFindings[kind]}`);
  // What the log says now and said before, both signed: enough to show to anybody.
  if (lines.length > 0) lines.push('', 'It says now:', '', report.checkpoint);
  if (lines.length > 0 && seen !== undefined) lines.push('It said before:', '', seen.checkpoint);
  if (seen === undefined && key === undefined)
    lines.push('The key was taken from the log itself. Compare it with what others know, or give it with --key.');
  const counts = Object.entries(report.counts ?? {}).map(([kind, count]) => `${count} ${kind}`);
  lines.push(`${report.origin}: ${report.size} entries (${counts.join(', ')}), ${report.findings.length} findings.`);
  return `${lines.join('\n')}\n`;
}

function readWords(words: readonly string[]): (LogAudit & { url: URL }) | undefined {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: { state: { type: 'string' }, key: { type: 'string' }, json: { type: 'boolean' } },
    });
    const [verb, address = '', ...rest] = positionals;
    if (verb !== 'audit' || rest.length > 0 || !/^https?:\/\//.test(address)) return undefined;
    return { ...values, url: new URL(address.replace(/\/*$/, '/')) };
  } catch {
    return undefined;
  }
}

/** Reads files of the log at an address, and nothing that it points to elsewhere. */
function fetchFrom(log: URL): FetchFile {
  return async (path) => {
    const url = new URL(path, log);
    const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(longestWait) });
    if (!response.ok) throw new Error(`${url} answered ${response.status}`);
    const parts: Uint8Array[] = [];
    let length = 0;
    for await (const part of response.body ?? []) {
      length += part.length;
      if (length > largestFile) throw new Error(`${url} is larger than a file of a log can be`);
      parts.push(part);
    }
    return Buffer.concat(parts);
  };
}

/** @returns nothing when there is no file yet */
async function readState(path: string): Promise<SeenLog | undefined> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  return text === undefined ? undefined : seenShape.parse(JSON.parse(text));
}

/** In one step, so that an interrupted run leaves the earlier state. */
async function writeState(path: string, seen: SeenLog): Promise<void> {
  await writeFile(`${path}.new`, `${JSON.stringify(seen, null, 2)}\n`);
  await rename(`${path}.new`, path);
}
