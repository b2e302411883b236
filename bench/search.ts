/**
 * What a search costs on the whole of ESCO: `GET /v1/skills` with ranking, typos, prefixes and alternative labels, over loopback HTTP, against the
 * plainest search there is, `label ilike '%…%'` in the same database without any of that. Both in one run, query by query.
 *
 *   node bench/search.ts
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { Client } from 'pg';
import { readConfig } from '../src/platform/config.ts';
import { startEmbeddedPostgres } from '../src/platform/embedded-postgres/index.ts';
import { startService } from '../src/start.ts';

const port = '4177';
const queriesCount = 240;
const directory = await mkdtemp(join(tmpdir(), 'stempel-bench-'));
const server = await startEmbeddedPostgres({ dataDirectory: join(directory, 'postgres'), databases: ['stempel'] });
const { host, user } = server.connection('stempel');
const service = await startService(
  readConfig({
    DATA_DIR: directory,
    PORT: port,
    LOG_LEVEL: 'silent',
    DATABASE_URL: `postgres://${user}@localhost/stempel?host=${encodeURIComponent(String(host))}`,
  }),
);
const plain = new Client({ host: String(host), user: String(user), database: 'stempel' });
const headers = { authorization: `Bearer ${service.operatorKey}` };
try {
  await plain.connect();
  const english = await importFile('esco-1.1.1-skills-en.csv.gz', 'version=1.1.1&language=en');
  await importFile('esco-1.0-skills-nl-partial.csv.gz', 'version=1.0&language=nl');
  const queries = typedQueries(labelsOf(english));
  const ours: number[] = [];
  const reference: number[] = [];
  for (const query of queries) {
    ours.push(await timed(() => search(query)));
    reference.push(
      await timed(() =>
        plain.query(
          "select uri from skill_labels join skills on skills.id = skill_id where label ilike '%' || $1 || '%' limit 20",
          [query],
        ),
      ),
    );
  }
  const ratio = median(ours.map((time, at) => time / (reference[at] ?? 1)));
  say(
    `Stempel, GET /v1/skills   median ${median(ours).toFixed(1)} ms, 95 % ${at(ours, 0.95).toFixed(1)} ms, most ${at(ours, 1).toFixed(1)} ms`,
  );
  say(`ilike in the database     median ${median(reference).toFixed(1)} ms, 95 % ${at(reference, 0.95).toFixed(1)} ms`);
  say(`ratio                     ${ratio.toFixed(2)}   (${queries.length} queries: labels, words, beginnings, typos)`);
} finally {
  await plain.end();
  await service.close();
  await server.stop();
  await rm(directory, { recursive: true, force: true });
}

async function importFile(name: string, query: string): Promise<Buffer> {
  const packed = await readFile(new URL(`../catalogues/esco/${name}`, import.meta.url));
  const answer = await fetch(`${service.localUrl}/v1/catalogues/esco/imports?${query}`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/gzip' },
    body: new Uint8Array(packed),
  });
  if (!answer.ok) throw new Error(await answer.text());
  return packed;
}

async function search(query: string): Promise<void> {
  const answer = await fetch(`${service.localUrl}/v1/skills?limit=20&lang=nl&q=${encodeURIComponent(query)}`, {
    headers,
  });
  if (!answer.ok) throw new Error(await answer.text());
  await answer.arrayBuffer();
}

function labelsOf(packed: Buffer): string[] {
  const rows: { preferredLabel: string }[] = parse(gunzipSync(packed), { columns: true });
  return rows.map(({ preferredLabel }) => preferredLabel).filter((label) => label.length > 5);
}

/** What people type, the same in every run: whole labels, one word, a beginning, two letters swapped, one left out. */
function typedQueries(labels: readonly string[]): string[] {
  return Array.from({ length: queriesCount }, (_, n) => {
    const label = (labels[(n * 7_919) % labels.length] ?? '').slice(0, 80);
    const middle = label.length >> 1;
    switch (n % 5) {
      case 0:
        return label;
      case 1:
        return (label.split(' ').at(-1) ?? label).padEnd(2, 'e');
      case 2:
        return label
          .slice(0, 2 + (n % 6))
          .trim()
          .padEnd(2, 'e');
      case 3:
        return label.slice(0, middle) + (label[middle + 1] ?? '') + (label[middle] ?? '') + label.slice(middle + 2);
      default:
        return label.slice(0, middle) + label.slice(middle + 1);
    }
  });
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function at(times: readonly number[], share: number): number {
  return times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
}

function median(times: readonly number[]): number {
  return at(times, 0.5);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
