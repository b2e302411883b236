/**
 * What status lists cost when there are a million credentials: taking a place in a list that is nearly empty and in one that is nearly closed,
 * setting ten thousand bits, withdrawing ten thousand awards through the API, and publishing a list; the last against the plain encoding and
 * signature of the same list by the stock library. All in one run on one machine, so that the ratios can be compared.
 *
 *   node bench/status-lists.ts             a million credentials
 *   node bench/status-lists.ts 100000      fewer
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import { from } from '@digitalbazaar/ed25519-multikey';
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import { issue } from '@digitalbazaar/vc';
import { buildApp } from '../src/app.ts';
import { openLocalCustody } from '../src/issuers/index.ts';
import { documentLoader, generateEd25519Key } from '../src/openbadges/index.ts';
import { scopes } from '../src/platform/auth.ts';
import { systemClock } from '../src/platform/clock.ts';
import { readConfig } from '../src/platform/config.ts';
import { closeDatabase, migrate, openDatabase } from '../src/platform/database.ts';
import type { Deps } from '../src/platform/deps.ts';
import { startEmbeddedPostgres } from '../src/platform/embedded-postgres/index.ts';
import { randomIds } from '../src/platform/ids.ts';
import { createLog } from '../src/platform/log.ts';
import { createOutbound } from '../src/platform/outbound/index.ts';
import { systemRandom } from '../src/platform/random.ts';
import { allocateStatusEntry, setStatus } from '../src/status/index.ts';

const million = Number(process.argv[2] ?? 1_000_000);
const entriesPerList = 131_072;
const almostClosed = 0.59;
const bits = 10_000;
const operatorKey = 'operator-key-of-the-bench-0123456789';

const directory = await mkdtemp(join(tmpdir(), 'stempel-bench-'));
const server = await startEmbeddedPostgres({ dataDirectory: join(directory, 'postgres'), databases: ['stempel'] });
const database = openDatabase({ ...server.connection('stempel'), statement_timeout: 0 });
const config = readConfig({ DATA_DIR: directory, LOG_LEVEL: 'silent' });
const on: Deps = {
  config,
  database,
  log: createLog(config),
  clock: systemClock,
  ids: randomIds,
  random: systemRandom,
  outbound: createOutbound(config),
};
const { http, tasks } = await buildApp(on, { custody: await openLocalCustody(config), operatorKey });
try {
  await migrate(database);
  const crowded = await openIssuer('crowded');
  const roomy = await openIssuer('roomy');
  const lists = Math.ceil(million / (entriesPerList * almostClosed));
  const filling = await seconds(() => fill(crowded, lists));
  await fillList(roomy.id, 1, 0.01);
  say(`${million} credentials in ${lists} lists, ${almostClosed * 100} % full (made in ${filling.toFixed(0)} s)`);

  const [nearlyEmpty, nearlyClosed] = [await allocations(roomy.id), await allocations(crowded.id)];
  say(`a place in a list that is 1 % full, durable       p50 ${nearlyEmpty.toFixed(2)} ms`);
  const slower = (nearlyClosed / nearlyEmpty).toFixed(2);
  say(`a place in a list that is 59 % full, durable      p50 ${nearlyClosed.toFixed(2)} ms   ratio ${slower}`);

  await publishAll();
  const setting = await setBits(crowded.id);
  say(`${bits} bits over all lists, one transaction      ${(setting * 1_000).toFixed(0)} ms`);
  const before = await publications();
  const publishing = (await seconds(publishAll)) / ((await publications()) - before);
  const stock = await stockList(crowded.id);
  say(`a list read, encoded, signed and stored           ${(publishing * 1_000).toFixed(1)} ms`);
  const ratio = (publishing / stock).toFixed(2);
  say(`the same encoded and signed by the stock library  ${(stock * 1_000).toFixed(1)} ms   ratio ${ratio}`);

  const { taken, changed } = await withdraw(crowded.key);
  const rate = Math.round(changed / taken);
  say(`${changed} awards revoked by a query, with audit  ${taken.toFixed(1)} s   ${rate} a second`);
  const shown = await seconds(publishAll);
  say(`all ${lists} lists published after it               ${shown.toFixed(2)} s`);
  say(`(Node ${process.version}, ${availableParallelism()} cores; client, service and PostgreSQL share them)`);
} finally {
  await http.close();
  await closeDatabase(database);
  await server.stop();
  await rm(directory, { recursive: true, force: true });
}

async function openIssuer(slug: string): Promise<{ id: string; key: string }> {
  const issuer = await call('POST', '/v1/issuers', operatorKey, { slug, name: slug, url: `https://${slug}.example` });
  const answer = await call('POST', `/v1/issuers/${issuer.id}/api-keys`, operatorKey, { name: 'bench', scopes });
  const key = String(answer.key);
  await call('POST', '/v1/keys', key, {});
  const curriculum = await readFile(new URL('../catalogues/sample-academy.json', import.meta.url), 'utf8');
  await call('PUT', '/v1/curriculum', key, JSON.parse(curriculum));
  return { id: String(issuer.id), key };
}

/** Lists, awards and credentials as they would be after as many reports. The bytes are not those of badges, because nobody reads them here. */
async function fill(issuer: { id: string; key: string }, lists: number): Promise<void> {
  await call('POST', '/v1/completions', issuer.key, {
    learner: { email: 'learner@bench.example' },
    station: 'station:ST-05',
    completedOn: '2026-07-23',
  });
  for (let number = 2; number <= lists + 1; number += 1) await fillList(issuer.id, number, almostClosed);
  const client = await database.$client.connect();
  try {
    // Without this every row would be checked against four other tables, which takes minutes and measures nothing.
    await client.query('set session_replication_role = replica');
    await client.query(
      `create temporary table place as
       select e.list_id, e.index, gen_random_uuid() as award_id from status_entries e join status_lists l on l.id = e.list_id
       where l.issuer_id = $1 and l.number > 1`,
      [issuer.id],
    );
    await client.query(
      `insert into awards (issuer_id, id, learner_id, achievement_id, achievement_ref, kind, record_key, basis, awarded_on, state, changed_at,
         created_at, issues)
       select a.issuer_id, p.award_id, a.learner_id, a.achievement_id, a.achievement_ref, a.kind, p.award_id::text, a.basis,
         a.awarded_on - (p.index % 1000), a.state, a.changed_at, a.created_at, a.issues
       from place p, (select * from awards where issuer_id = $1 limit 1) a`,
      [issuer.id],
    );
    await client.query(
      `insert into credentials (issuer_id, id, award_id, url, issue, language, signing_key_id, status_list_id, status_index, facts_digest,
         bytes, valid_from)
       select c.issuer_id, gen_random_uuid(), p.award_id, 'https://bench.example/' || p.award_id, 1, c.language, c.signing_key_id, p.list_id,
         p.index, c.facts_digest, '\\x00', c.valid_from
       from place p, (select * from credentials where issuer_id = $1 limit 1) c`,
      [issuer.id],
    );
    await client.query('analyze');
  } finally {
    client.release(true);
  }
}

async function fillList(issuerId: string, number: number, full: number): Promise<void> {
  const id = on.ids.next();
  await database.$client.query(
    `insert into status_lists (issuer_id, id, number, url, length, version, created_at) values ($1, $2, $3, $4, $5, 0, now())`,
    [issuerId, id, number, `${config.publicBaseUrl}/status/${id}`, entriesPerList],
  );
  await database.$client.query(
    `insert into status_entries (issuer_id, list_id, index, state, changed_at)
     select $1, $2, place, 'valid', now() from generate_series(0, $3::int - 1) place where random() < $4::float`,
    [issuerId, id, entriesPerList, full],
  );
}

/** Milliseconds of the middle one of many. */
async function allocations(issuerId: string): Promise<number> {
  const taken: number[] = [];
  for (let made = 0; made < 400; made += 1)
    taken.push(await seconds(() => database.transaction((tx) => allocateStatusEntry(on, tx, issuerId))));
  return (taken.toSorted((a, b) => a - b)[taken.length / 2] ?? 0) * 1_000;
}

async function setBits(issuerId: string): Promise<number> {
  const { rows } = await database.$client.query(
    `select list_id as "listId", index from status_entries where issuer_id = $1 and state = 'valid' order by random() limit $2`,
    [issuerId, bits],
  );
  let changed = 0;
  const taken = await seconds(() =>
    database.transaction(async (tx) => {
      changed = await setStatus(on, tx, issuerId, rows, 'suspended');
    }),
  );
  if (changed !== bits) throw new Error(`${changed} bits were set`);
  return taken;
}

/** All awards of some days, found by the query and revoked. */
async function withdraw(key: string): Promise<{ taken: number; changed: number }> {
  const where = { awardedFrom: '2026-07-14', awardedUntil: '2026-07-23' };
  let changed = 0;
  const taken = await seconds(async () => {
    const answer = await call('POST', '/v1/awards/withdraw', key, { action: 'revoke', reason: 'Bench', where });
    changed = Number(answer.changed);
  });
  return { taken, changed };
}

async function publishAll(): Promise<void> {
  for (const task of tasks.filter(({ name }) => name === 'publish-status-lists')) await task.run();
}

/** How often a list was published. */
async function publications(): Promise<number> {
  const { rows } = await database.$client.query('select sum(version + 1)::int as count from status_publications');
  return rows[0]?.count ?? 0;
}

/** One of the published lists, unsigned again: its bits packed, and signed as the documentation of the library shows it. */
async function stockList(issuerId: string): Promise<number> {
  const { rows } = await database.$client.query<{ bytes: Buffer }>(
    'select bytes from status_publications where issuer_id = $1 limit 1',
    [issuerId],
  );
  const { proof: _proof, ...document } = JSON.parse(rows[0]?.bytes.toString() ?? '{}');
  const raw = gunzipSync(Buffer.from(document.credentialSubject.encodedList.slice(1), 'base64url'));
  const pair = await generateEd25519Key();
  const controller = `did:key:${pair.publicKeyMultibase}`;
  const context = 'https://w3id.org/security/multikey/v1';
  const id = `${controller}#${pair.publicKeyMultibase}`;
  const key = await from({ '@context': context, type: 'Multikey', id, controller, ...pair });
  const loader = documentLoader();
  const taken: number[] = [];
  for (let made = 0; made < 30; made += 1)
    taken.push(
      await seconds(async () => {
        const credential = structuredClone(document);
        credential.credentialSubject.encodedList = `u${gzipSync(raw).toString('base64url')}`;
        const suite = new DataIntegrityProof({ signer: key.signer(), cryptosuite });
        await issue({ credential, suite, documentLoader: loader });
      }),
    );
  return taken.toSorted((a, b) => a - b)[taken.length / 2] ?? 0;
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1_000;
}

async function call(method: 'POST' | 'PUT', url: string, key: string, body: unknown): Promise<Record<string, unknown>> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json', accept: 'application/json' };
  const answer = await http.inject({ method, url, headers, payload: JSON.stringify(body) });
  if (answer.statusCode >= 300) throw new Error(`${method} ${url} answered ${answer.statusCode}: ${answer.body}`);
  return answer.json();
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
