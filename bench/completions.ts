/**
 * What a badge costs: the whole way through `POST /v1/completions` (loopback HTTP, validation, deciding, signing, self-check, durable commit
 * on PostgreSQL) against the signature alone, as the stock library makes it of the very same documents. Both in one run on one machine,
 * in turns, so that the ratio can be compared where the figures themselves cannot.
 *
 *   npm run bench            about 20 seconds
 *   npm run bench -- 1       seconds per turn
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import { from } from '@digitalbazaar/ed25519-multikey';
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import { issue } from '@digitalbazaar/vc';
import { documentLoader, generateEd25519Key } from '../src/openbadges/index.ts';
import { scopes } from '../src/platform/auth.ts';
import { readConfig } from '../src/platform/config.ts';
import { startService } from '../src/start.ts';

const secondsPerTurn = Number(process.argv[2] ?? 2.5);
const turns = 3;
/** Reports in flight at once, as from a provider that reports a class. */
const inFlight = 8;

const directory = await mkdtemp(join(tmpdir(), 'stempel-bench-'));
const service = await startService(
  readConfig({ DATA_DIR: directory, PORT: String(await freePort()), LOG_LEVEL: 'silent' }),
);
try {
  const academy = await openAcademy();
  await report(academy, 1);
  const ours: number[] = [];
  const stock: number[] = [];
  for (let turn = 1; turn <= turns; turn += 1) {
    const { urls, rate } = await issueForAWhile(academy);
    const documents = await Promise.all(urls.map(unsigned));
    ours.push(rate);
    stock.push(await signForAWhile(documents));
    say(`turn ${turn}: Stempel ${round(rate)} badges/s, stock library ${round(stock.at(-1) ?? 0)} signatures/s`);
  }
  const ratios = ours.map((rate, index) => rate / (stock[index] ?? 1));
  say('');
  say(`Stempel, POST /v1/completions, durable   ${round(median(ours))} badges/s`);
  say(`@digitalbazaar/vc issue(), nothing else  ${round(median(stock))} signatures/s`);
  say(`ratio                                    ${median(ratios).toFixed(2)}`);
  say(
    `(medians of ${turns} turns; Node ${process.version}, ${availableParallelism()} cores; client, server and library share them)`,
  );
} finally {
  await service.close();
  await rm(directory, { recursive: true, force: true });
}

/** An issuer with the sample curriculum; gives its API key. */
async function openAcademy(): Promise<string> {
  const post = <Answer>(path: string, key: string, body: unknown) => call<Answer>('POST', path, key, body);
  const issuer = await post<{ id: string }>('/v1/issuers', service.operatorKey, {
    slug: 'bench',
    name: { nl: 'Meetbank', en: 'Bench' },
    url: 'https://bench.example',
  });
  const { key } = await post<{ key: string }>(`/v1/issuers/${issuer.id}/api-keys`, service.operatorKey, {
    name: 'bench',
    scopes,
  });
  await post('/v1/keys', key, {});
  const curriculum = await readFile(new URL('../catalogues/sample-academy.json', import.meta.url), 'utf8');
  await call('PUT', '/v1/curriculum', key, JSON.parse(curriculum));
  return key;
}

/** Reports of ever new learners, several at once, until the turn is over. */
async function issueForAWhile(key: string): Promise<{ urls: string[]; rate: number }> {
  const urls: string[] = [];
  const start = performance.now();
  const end = start + secondsPerTurn * 1_000;
  const reportUntilTheEnd = async () => {
    while (performance.now() < end) urls.push(...(await report(key, Math.random())));
  };
  await Promise.all(Array.from({ length: inFlight }, reportUntilTheEnd));
  return { urls, rate: (urls.length * 1_000) / (performance.now() - start) };
}

/** One station with its ULO: two badges, one of them with a rubric. */
async function report(key: string, learner: number): Promise<string[]> {
  const { awards } = await call<{ awards: { url: string }[] }>('POST', '/v1/completions', key, {
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

async function unsigned(url: string): Promise<object> {
  const { proof: _proof, ...document } = await call<Record<string, unknown>>('GET', new URL(url).pathname);
  return document;
}

/** The stock library as its documentation shows it, with contexts in memory and the key loaded once. */
async function signForAWhile(documents: readonly object[]): Promise<number> {
  const pair = await generateEd25519Key();
  const controller = `did:key:${pair.publicKeyMultibase}`;
  const context = 'https://w3id.org/security/multikey/v1';
  const id = `${controller}#${pair.publicKeyMultibase}`;
  const key = await from({ '@context': context, type: 'Multikey', id, controller, ...pair });
  const loader = documentLoader();
  const start = performance.now();
  const end = start + secondsPerTurn * 1_000;
  let signed = 0;
  for (; performance.now() < end; signed += 1) {
    const credential = structuredClone(documents[signed % documents.length] ?? {});
    const suite = new DataIntegrityProof({ signer: key.signer(), cryptosuite });
    await issue({ credential, suite, documentLoader: loader });
  }
  return (signed * 1_000) / (performance.now() - start);
}

async function call<Answer>(method: string, path: string, key?: string, body?: unknown): Promise<Answer> {
  const response = await fetch(new URL(path, service.localUrl), {
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

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function round(value: number): string {
  return value.toFixed(0).padStart(4);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
