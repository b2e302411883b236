import { createHash, randomUUID } from 'node:crypto';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { closeDatabase, type Database, migrate, openDatabase } from '../../src/platform/database.ts';
import { refuseNewerSchema, schemaState } from '../../src/platform/schema-version.ts';
import { decodeStatements, type Recorded } from '../support/release.ts';
import { rowsOf } from '../support/stored.ts';
import { onServer } from '../support/template.ts';
import type { TestDatabase } from '../support/test-database.ts';
import { makeWorld, type Provider, reportOf, type World } from '../support/world.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const release = join(root, 'tests/data/release-0.1.0');

/** The migrations of release 0.1.0; what is released is never edited. */
const released = {
  '0000_initial': '71528a6636a3a7d4452643c1b62988ed73f9716f97824e6ab8b9742d537669d4',
  '0001_append_only': '83e5ea912b3e537c9107f607c71c70a7e3c4a7ed58f3de6885797b7592e58b37',
};

let folder: string;
let recorded: Recorded;
beforeAll(async () => {
  folder = await releasedMigrations();
  recorded = decodeStatements(await readFile(join(release, 'recorded.json'), 'utf8'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A folder with the migrations of that release alone. */
async function releasedMigrations(): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), 'released-'));
  await mkdir(join(copy, 'meta'));
  const journal = JSON.parse(await readFile(join(root, 'migrations/meta/_journal.json'), 'utf8'));
  const entries = journal.entries.filter(({ tag }: { tag: string }) => tag in released);
  await writeFile(join(copy, 'meta/_journal.json'), JSON.stringify({ ...journal, entries }));
  for (const tag of Object.keys(released)) await cp(join(root, `migrations/${tag}.sql`), join(copy, `${tag}.sql`));
  return copy;
}

/** A database as that release left it. */
async function oldDatabase(): Promise<TestDatabase> {
  const server = inject('server');
  const name = `migrated_${randomUUID().replaceAll('-', '')}`;
  await onServer(server, `create database ${name}`);
  const database = openDatabase({ ...server, database: name, max: 5 });
  await migrate(database, { folder });
  await database.$client.query(await readFile(join(release, 'rows.sql'), 'utf8'));
  return {
    name,
    database,
    lose: () => onServer(server, `drop database ${name} with (force)`),
    [Symbol.asyncDispose]: async () => {
      await closeDatabase(database);
      await onServer(server, `drop database if exists ${name} with (force)`);
    },
  };
}

/** Says again what the old release said, over one connection, as its pool of one did. */
async function replay(database: Database): Promise<void> {
  const connection = await database.$client.connect();
  try {
    for (const { text, values } of recorded.statements) {
      await connection.query(text, [...values]).catch((error: Error) => {
        throw new Error(`the release before said: ${text}\nand heard: ${error.message}`);
      });
    }
  } finally {
    connection.release(true);
  }
}

test.each(Object.entries(released))('the released migration %s is as it was released', async (tag, digest) => {
  const bytes = await readFile(join(root, `migrations/${tag}.sql`));
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(digest);
});

describe('a database of release 0.1.0, migrated under its data', () => {
  let old: TestDatabase;
  let world: World;
  let academy: Provider;
  const get = (path: string) => world.stranger.get(path);
  const verdictOf = async (text: string) => (await world.stranger.post('/verify', Buffer.from(text))).body.verdict;

  beforeAll(async () => {
    old = await oldDatabase();
    expect((await schemaState(old.database)).kind).toBe('behind');
    await migrate(old.database);
    expect((await schemaState(old.database)).kind).toBe('current');
    world = await makeWorld({ database: old, now: '2026-11-02T09:00:00Z' });
    const { apiKey, issuerId } = recorded.after;
    academy = { ...world.client(apiKey), key: apiKey, issuer: { id: issuerId } as Provider['issuer'] };
  });
  afterAll(async () => {
    await world?.[Symbol.asyncDispose]();
  });

  test('serves every badge byte for byte, with the verdict it had', async () => {
    expect(recorded.badges.length).toBeGreaterThanOrEqual(10);
    for (const { path, text, verdict } of recorded.badges) {
      expect((await get(path)).text, path).toBe(text);
      expect(await verdictOf(text), path).toBe(verdict);
    }
    expect(new Set(recorded.badges.map(({ verdict }) => verdict))).toEqual(new Set(['valid', 'suspended', 'revoked']));
  });

  test.each([
    '/v1/issuers/me',
    '/v1/keys',
    '/v1/api-keys',
    '/v1/curriculum',
    '/v1/stations',
    '/v1/achievements',
    '/v1/awards',
    '/v1/proposals',
    '/v1/events',
    '/v1/catalogues',
    '/v1/skills?q=vaardigheid&lang=nl',
  ])('reads %s', async (path) => {
    const { status, body, text } = await academy.get(path);
    expect(status, text).toBe(200);
    if (Array.isArray(body.items)) expect(body.items.length).toBeGreaterThan(0);
  });

  test('lets the old version write on beside the new one', async () => {
    await replay(old.database);
    const { newBadges, revoked } = recorded.after;
    for (const { path, text } of newBadges) {
      expect((await get(path)).text, path).toBe(text);
      expect(await verdictOf(text)).toBe(revoked.includes(path) ? 'revoked' : 'valid');
    }
  });

  test('goes on where the old version stopped: with its learners, awards and keys', async () => {
    // A learner that the old version added while the new one ran is the same person to the new one …
    const again = await academy.post('/v1/completions', reportOf('new@example.org'));
    expect(again.status, again.text).toBe(200);
    expect(again.body.learner.id).toBe(recorded.after.learnerId);
    // … new badges are signed with the key that the old version made, and stand in its status list …
    const fresh = await academy.post('/v1/completions', reportOf('after@example.org'));
    expect(fresh.status, fresh.text).toBe(201);
    const badge = (await get(new URL(fresh.body.awards[0].url).pathname)).text;
    expect(await verdictOf(badge)).toBe('valid');
    // … and what the old version awarded can be withdrawn and corrected.
    const old = again.body.awards.find(({ state }: { state: string }) => state === 'active');
    expect((await academy.post(`/v1/awards/${old.id}/revoke`, { reason: { nl: 'Toch niet' } })).status).toBe(200);
    expect(await verdictOf((await get(new URL(old.url).pathname)).text)).toBe('revoked');
    world.clock.advance(60_000);
    const changed = { ...reportOf('new@example.org', [2, 2]), replaces: again.body.completion.id };
    expect((await academy.post('/v1/completions', changed)).status).toBe(201);
  });
});

test('a second run of the migrations changes nothing, and services that start at once take turns', async () => {
  await using old = await oldDatabase();
  await Promise.all([migrate(old.database), migrate(old.database), migrate(old.database)]);
  const applied = 'select created_at from drizzle.__drizzle_migrations order by id';
  const once = await rowsOf(old.database, applied);
  await migrate(old.database);
  expect(await rowsOf(old.database, applied)).toEqual(once);
  expect(new Set(once.map(({ created_at }) => created_at)).size).toBe(once.length);
});

describe('a migration that has to wait for a table', () => {
  /** One more migration, on top of the released ones. */
  async function withMigration(statements: string): Promise<string> {
    const copy = await releasedMigrations();
    const file = join(copy, 'meta/_journal.json');
    const journal = JSON.parse(await readFile(file, 'utf8'));
    const entry = { ...journal.entries.at(-1), idx: 2, when: 1_900_000_000_000, tag: '0002_next' };
    await writeFile(file, JSON.stringify({ ...journal, entries: [...journal.entries, entry] }));
    await writeFile(join(copy, '0002_next.sql'), statements);
    return copy;
  }

  test('steps back, so that readers of the table wait no longer than its lock timeout, and gets through later', async () => {
    await using old = await oldDatabase();
    const next = await withMigration('alter table awards add column next integer');
    const holder = await old.database.$client.connect();
    await holder.query('begin; select from awards limit 1');
    const migrating = migrate(old.database, { folder: next, lockTimeout: 50, pauseBetween: 50 });
    // While the old transaction goes on, others still read the table, again and again.
    for (let n = 0; n < 20; n += 1) await old.database.$client.query('select count(*) from awards');
    const column = "select from information_schema.columns where table_name = 'awards' and column_name = 'next'";
    expect(await rowsOf(old.database, column)).toHaveLength(0);
    await holder.query('commit');
    holder.release();
    await migrating;
    expect(await rowsOf(old.database, column)).toHaveLength(1);
  });

  test('builds an index on a table in use without locking it, outside a transaction', async () => {
    await using old = await oldDatabase();
    const next = await withMigration(
      '-- stempel: no transaction\ncreate index concurrently awards_next on awards (created_at)',
    );
    await Promise.all([migrate(old.database, { folder: next }), migrate(old.database, { folder: next })]);
    expect(await rowsOf(old.database, "select from pg_indexes where indexname = 'awards_next'")).toHaveLength(1);
  });

  test('of a later release is recognised: this release refuses the database, unless told to go back', async () => {
    await using old = await oldDatabase();
    await migrate(old.database);
    await migrate(old.database, { folder: await withMigration('select 1') });
    await expect(refuseNewerSchema(old.database, false)).rejects.toThrow(/made by a newer release/);
    expect((await refuseNewerSchema(old.database, true)).kind).toBe('newer');
  });
});

describe('every migration after a release', () => {
  /**
   * Statements that hold up or break the release before. An exception stands here with its reason, by how the statement begins.
   */
  const exceptions: Record<string, string> = {
    'CREATE INDEX "credentials_key"':
      'one row a badge: on a million rows 2.4 s, in which reports wait (measured on 2 cores)',
    'CREATE UNIQUE INDEX "signing_keys_': 'some rows an issuer',
    'CREATE INDEX "signing_keys_': 'some rows an issuer',
    'CREATE INDEX "outbox_messages_':
      'some rows a badge: on a million rows 1.4 s and 2.7 s, in which reports wait (measured on 2 cores)',
    'CREATE INDEX "learners_':
      'one row a person: on a million rows 2.4 s at most, in which reports wait (measured on 2 cores)',
    'CREATE INDEX "achievements_skills"':
      'one row a station: on 200,000 stations 3.7 s, in which publishing a curriculum waits and no report (measured on 2 cores)',
    'CREATE INDEX "awards_withdrawn"': 'a partial index, near empty: 0.1 s on a million badges (measured on 2 cores)',
    'CREATE INDEX "status_entries_set"': 'a partial index, near empty: 0.1 s on a million badges (measured on 2 cores)',
    'ALTER TABLE "status_entries" ADD CONSTRAINT "status_entries_replaced_by"':
      'both columns are new and null: 0.3 s on a million badges (measured on 2 cores)',
  };
  const excused = (statement: string) => Object.keys(exceptions).some((start) => statement.startsWith(start));
  const blocking: [RegExp, string][] = [
    [/drop\s+(column|table)/i, 'the release before still reads it'],
    [/rename\s+(column|to)/i, 'the release before knows the old name'],
    [/set\s+not\s+null/i, 'the release before may write none, and the whole table is read under a lock'],
    [/add\s+column(?!.*default).*not\s+null/is, 'the release before does not write it'],
    [/alter\s+column\s+\S+\s+(set\s+data\s+)?type/i, 'the whole table is rewritten under a lock'],
    [/create\s+(unique\s+)?index(?!\s+concurrently)/i, 'writers wait while it is built'],
    [
      /add\s+constraint(?!.*not\s+valid).*(foreign\s+key|check)/is,
      'the whole table is read under a lock: NOT VALID first',
    ],
    [/^\s*(vacuum\s+full|cluster|lock\s+table)/i, 'locks the table for everybody'],
  ];

  test('holds up nobody for long', async () => {
    const files = (await readdir(join(root, 'migrations'))).filter((name) => name.endsWith('.sql'));
    const complaints: string[] = [];
    const texts = await Promise.all(
      files
        .filter((name) => !(name.replace('.sql', '') in released))
        .map(async (file) => ({ file, text: await readFile(join(root, 'migrations', file), 'utf8') })),
    );
    // What this very release makes has no data and no reader yet.
    const creation = /create table (?:if not exists )?"?(\w+)"?/gi;
    const made = new Set(texts.flatMap(({ text }) => [...text.matchAll(creation)].map((match) => match[1])));
    for (const { file, text } of texts) {
      for (const statement of text.split('--> statement-breakpoint').map(withoutComments)) {
        const table = /(?:alter table(?: only)?|\bon)\s+(?:"?public"?\.)?"?(\w+)"?/i.exec(statement)?.[1] ?? '';
        const found = blocking.find(([pattern]) => pattern.test(statement));
        if (found === undefined || made.has(table) || excused(statement.trim())) continue;
        complaints.push(`${file}: ${statement.trim().slice(0, 80)} (${found[1]})`);
      }
    }
    expect(complaints).toEqual([]);
  });

  const withoutComments = (statement: string) => statement.replace(/^\s*--.*$/gm, '');
});
