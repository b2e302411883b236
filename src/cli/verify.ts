import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { type BadgeInput, type Verdict, type Verified, verifyBadge } from '../library/index.ts';
import { type Language, verdictFace } from '../pages/index.ts';
import { createOutbound } from '../platform/outbound/index.ts';
import { fileReaders } from '../verification/index.ts';
import { outboundFetch } from './outbound-fetch.ts';

/** Around a run: what it reads from and writes to. */
export interface VerifyIo {
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly input: AsyncIterable<Uint8Array>;
  readonly write: (text: string) => void;
  readonly complain: (text: string) => void;
  /** Instead of the network; for tests. */
  readonly fetch?: typeof globalThis.fetch;
  readonly now?: Date;
}

/** What a shell script can go by; 64 is EX_USAGE of sysexits.h. */
const exitCodes = { valid: 0, notValid: 1, notChecked: 2, usage: 64 } as const;

const usage = `Usage: stempel verify FILE|URL|- [options]

Verifies an Open Badge on this machine: a file (JSON, JWT, PNG, SVG, PDF, photo of a QR code), the address of
a badge, or "-" for what comes in. Only its issuer and its status list are asked. Needs no service and no database.

  --email ADDRESS    also check that the badge is of this person
  --local HOST:PORT  a service on this machine that is asked without TLS, such as localhost:3000
  --lang nl|en       language of the answer; that of the shell, unless given
  --json             the whole judgement as JSON
  --help             show this

Exit code: 0 valid, 1 not valid, 2 could not be checked, 64 not understood.
`;

/**
 * Runs `stempel verify`.
 * @param words what stands behind it
 * @returns the exit code
 */
export async function runVerify(words: readonly string[], io: VerifyIo): Promise<number> {
  const asked = understood(words);
  if (typeof asked === 'string') {
    io.complain(`${asked}\n\n${usage}`);
    return exitCodes.usage;
  }
  const { source, json, email, help } = asked;
  if (help || source === undefined) {
    io.write(usage);
    return exitCodes.valid;
  }
  const { input, local } = await inputOf(source, asked.local, io).catch((error: unknown) => ({
    input: error instanceof Error ? error : new Error(String(error)),
    local: undefined,
  }));
  if (input instanceof Error) {
    io.complain(`${source} could not be read: ${input.message}\n`);
    return exitCodes.notChecked;
  }
  const verified = await verifyBadge(input, {
    readers: fileReaders,
    plainHost: local,
    fetch:
      io.fetch ??
      outboundFetch(createOutbound({ outboundAllow: local === undefined ? [] : [local], outboundPorts: [] })),
    ...(io.now && { now: io.now }),
    ...(email !== undefined && { recipient: { email } }),
  });
  const language = asked.language ?? languageOf(io.variables);
  io.write(json ? `${JSON.stringify(verified, null, 2)}\n` : inWords(verified, language));
  return exitCodeOf(verified.verdict);
}

interface Asked {
  readonly source: string | undefined;
  readonly json: boolean;
  readonly help: boolean;
  readonly email: string | undefined;
  readonly local: string | undefined;
  readonly language: Language | undefined;
}

/** @returns what was not understood */
function understood(words: readonly string[]): Asked | string {
  const options = {
    json: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
    email: { type: 'string' },
    local: { type: 'string' },
    lang: { type: 'string' },
  } as const;
  try {
    const { values, positionals } = parseArgs({ args: [...words], options, allowPositionals: true });
    const { json = false, help = false, email, local, lang } = values;
    if (positionals.length !== 1 && !help) return 'One file, one address or "-" is needed.';
    if (lang !== undefined && lang !== 'nl' && lang !== 'en') return `"${lang}" is neither nl nor en.`;
    if (local !== undefined && !/^[a-z0-9.-]+:\d+$|^\[[0-9a-f:]+\]:\d+$/.test(local))
      return `"${local}" is no HOST:PORT.`;
    return { source: positionals[0], json, help, email, local, language: lang };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** An address of this very machine that somebody typed may be asked without TLS; one that stands in a badge may not. */
async function inputOf(
  source: string,
  local: string | undefined,
  io: VerifyIo,
): Promise<{ input: BadgeInput; local: string | undefined }> {
  if (/^https?:\/\//i.test(source)) {
    const url = new URL(source);
    const here = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname) ? url.host : local;
    if (url.protocol === 'http:' && url.host === here) url.protocol = 'https:';
    return { input: url, local: here };
  }
  if (source !== '-') return { input: await readFile(source), local };
  const parts: Uint8Array[] = [];
  for await (const part of io.input) parts.push(part);
  return { input: Buffer.concat(parts), local };
}

function languageOf({ LC_ALL, LC_MESSAGES, LANG }: VerifyIo['variables']): Language {
  return /^nl/i.test(LC_ALL || LC_MESSAGES || LANG || '') ? 'nl' : 'en';
}

const signs = { passed: '✓', failed: '✗', warning: '!', 'not-checked': '–' } as const;

const issuerWords = {
  nl: { issuer: 'Uitgever', nameless: 'alleen een sleutel; niets bewijst een naam' },
  en: { issuer: 'Issuer', nameless: 'a key alone; nothing proves a name' },
} as const;

function inWords({ verdict, checks, issuer }: Verified, language: Language): string {
  const { word, meaning } = verdictFace(verdict, language);
  const code = exitCodeOf(verdict);
  const sign = code === exitCodes.valid ? '✓' : code === exitCodes.notValid ? '✗' : '?';
  const steps = checks.map(({ outcome, message, detail }) => {
    const exactly = detail === undefined || outcome === 'passed' ? '' : ` (${detail.replaceAll(/\p{Cc}/gu, ' ')})`;
    return `  ${signs[outcome]} ${message[language]}${exactly}`;
  });
  const words = issuerWords[language];
  const who =
    issuer === undefined ? '' : `  ${words.issuer}: ${issuer.website ?? `${issuer.id} (${words.nameless})`}\n`;
  return `${sign} ${word}\n  ${meaning}\n${who}\n${steps.join('\n')}\n`;
}

function exitCodeOf(verdict: Verdict): number {
  if (verdict === 'valid' || verdict === 'valid-with-warnings') return exitCodes.valid;
  return verdict === 'unknown' ? exitCodes.notChecked : exitCodes.notValid;
}
