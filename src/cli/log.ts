import { readFile, rename, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { auditLog, type FetchFile, type LogReport, logFindings, type SeenLog } from '../transparency/index.ts';
import { CommandError, type Noun, type Outcome, UsageError } from './command.ts';

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

/** `stempel log`: needs no service and no database of its own; it looks at a log as any stranger does. */
export const log: Noun = {
  name: 'log',
  summary: 'Public logs of what was issued and withdrawn, of this service or of another one.',
  verbs: {
    audit: {
      summary: 'Check a public log from outside: URL is https://badges.example/log for instance.',
      arguments: ['url'],
      options: {
        state: { value: 'FILE', summary: 'remember what was seen, and compare with it the next time' },
        key: { value: 'KEY', summary: 'the key of the log, if you have it from elsewhere' },
      },
      run: async (_shell, given) => {
        const address = given.argument('url');
        if (!/^https?:\/\//.test(address) || !URL.canParse(address))
          throw new UsageError(`${address} is no web address.`);
        // The address of the service will do: its log is always at the same place.
        const log = new URL(address.replace(/\/*$/, '/'));
        const from = fetchFrom(log.pathname === '/' ? new URL('/log/', log) : log);
        try {
          return await logOutcome(from, { state: given.text('state'), key: given.text('key') });
        } catch (error) {
          throw new CommandError(
            `The log could not be audited: ${error instanceof Error ? error.message : String(error)}`,
          );
        }
      },
    },
  },
};

/** How a log is to be audited. */
interface LogAudit {
  /** Remembers what was seen. */
  readonly state?: string | undefined;
  readonly key?: string | undefined;
}

/** Audits a log and tells what is wrong with it; remembers it when nothing is. */
export async function logOutcome(
  fetchFile: FetchFile,
  { state, key }: LogAudit,
  now: Date = new Date(),
): Promise<Outcome> {
  const seen = state === undefined ? undefined : await readState(state);
  const report = await auditLog(fetchFile, now, { key, seen });
  if (state !== undefined && report.seen !== undefined) await writeState(state, report.seen);
  return { json: report, text: wordsFor(report, seen, key), failed: report.findings.length > 0 };
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
  return lines.join('\n');
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
