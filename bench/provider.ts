/** A service of its own for a measurement, with an issuer that reports results, as a provider meets it. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { scopes } from '../src/platform/auth.ts';
import { readConfig } from '../src/platform/config.ts';
import { startService } from '../src/start.ts';

export interface Bench extends AsyncDisposable {
  readonly url: string;
  /** The API key of an issuer with the sample curriculum. */
  readonly key: string;
}

/** Starts it on an embedded database that is thrown away. */
export async function openBench(variables: Record<string, string> = {}): Promise<Bench> {
  const directory = await mkdtemp(join(tmpdir(), 'stempel-bench-'));
  const port = String(await freePort());
  const config = readConfig({ DATA_DIR: directory, PORT: port, LOG_LEVEL: 'silent', ...variables });
  const service = await startService(config);
  return {
    url: service.localUrl,
    key: await openAcademy(service.localUrl, service.operatorKey),
    [Symbol.asyncDispose]: async () => {
      await service.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** An issuer with the sample curriculum; gives its API key. */
async function openAcademy(url: string, operatorKey: string): Promise<string> {
  const post = <Answer>(path: string, key: string, body: unknown) => call<Answer>(url, 'POST', path, key, body);
  const issuer = await post<{ id: string }>('/v1/issuers', operatorKey, {
    slug: 'bench',
    name: { nl: 'Meetbank', en: 'Bench' },
    url: 'https://bench.example',
  });
  const { key } = await post<{ key: string }>(`/v1/issuers/${issuer.id}/api-keys`, operatorKey, {
    name: 'bench',
    scopes,
  });
  await post('/v1/keys', key, {});
  const curriculum = await readFile(new URL('../catalogues/sample-academy.json', import.meta.url), 'utf8');
  await call(url, 'PUT', '/v1/curriculum', key, JSON.parse(curriculum));
  return key;
}

/** One station with its ULO: two badges, one of them with a rubric. */
export async function report({ url: at, key }: Bench, learner: number): Promise<string[]> {
  const { awards } = await call<{ awards: { url: string }[] }>(at, 'POST', '/v1/completions', key, {
    learner: { email: `learner-${learner}@bench.example` },
    station: 'station:ST-05',
    completedOn: '2026-07-23',
    assessments: [
      {
        ulo: 'ulo:WP-04',
        criteria: ['A', 'B'].map((letter) => ({ criterion: `criterion:WP-04-${letter}`, level: 4 })),
        assessor: { name: 'Marit Oosterbaan', organisation: 'Warmtegilde Demo' },
        method: 'case',
        supervised: true,
        idVerified: true,
      },
    ],
  });
  return awards.map(({ url }) => url);
}

/** One request; a refusal is an error. */
export async function call<Answer>(
  at: string,
  method: string,
  path: string,
  key?: string,
  body?: unknown,
): Promise<Answer> {
  const response = await fetch(new URL(path, at), {
    method,
    headers: {
      accept: 'application/json',
      ...(key !== undefined && { authorization: `Bearer ${key}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
  return JSON.parse(text) as Answer;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port is free');
  return address.port;
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

export function round(value: number): string {
  return value.toFixed(0).padStart(4);
}

export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
