import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { settledAcademy } from '../support/settled.ts';
import { rowsOf } from '../support/stored.ts';
import { makeWorld, type World } from '../support/world.ts';

/** What a column can hold of a person, as `docs/privacy.md` explains it. */
const kinds = ['none', 'pseudonym', 'sealed', 'index', 'key', 'digest', 'empty', 'clear'];

interface Line {
  readonly column: string;
  readonly holds: string;
  readonly remarks: string;
}

/** The table "Every column", one line for each column. */
const lines: Line[] = readFileSync(new URL('../../docs/privacy.md', import.meta.url), 'utf8')
  .split('\n')
  .flatMap((row) => {
    const [, table = '', columns = '', holds = '', , , remarks = ''] = row.split('|').map((cell) => cell.trim());
    if (!/^`[a-z_]+`$/.test(table)) return [];
    return [...columns.matchAll(/`([a-z_]+)`/g)].map(([, column]) => ({
      column: `${table.slice(1, -1)}.${column}`,
      holds,
      remarks,
    }));
  });
const columnsThat = (holds: string) => lines.filter((each) => each.holds === holds).map(({ column }) => column);

let world: World;
let inDatabase: { column: string; type: string }[];
beforeAll(async () => {
  world = await makeWorld();
  const academy = await settledAcademy(world, 'kompas');
  await academy.post(`/v1/proposals/${academy.proposalId}/confirm`, {
    assessor: { name: 'Marit' },
    statements: ['gezien'],
  });
  await academy.post('/v1/partial-proofs', {
    learner: { email: 'proof@example.org' },
    ulo: 'ulo:WP-02',
    components: ['skill:inregelen'],
    source: { kind: 'workplace', name: 'Werkplek' },
    issuedOn: '2026-05-23',
  });
  await academy.post(`/v1/learners/${academy.learnerId}/erase`, {});
  inDatabase = await rowsOf(
    world.database,
    `select c.table_name || '.' || c.column_name as column, c.data_type as type
     from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
     where c.table_schema = 'public' and t.table_type = 'BASE TABLE'`,
  );
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

describe('docs/privacy.md', () => {
  test('says of every column of every table what it holds of a person, and of no other', () => {
    expect(lines.length).toBeGreaterThan(150);
    const documented = lines.map(({ column }) => column);
    expect(documented.toSorted()).toEqual(inDatabase.map(({ column }) => column).toSorted());
  });

  test('uses its own words, and says why where something is readable', () => {
    expect(lines.filter(({ holds }) => !kinds.includes(holds))).toEqual([]);
    expect(lines.filter(({ holds, remarks }) => holds === 'clear' && remarks.length < 10)).toEqual([]);
  });

  test('calls sealed, key or digest what are bytes that nobody can read', () => {
    const bytes = inDatabase.filter(({ type }) => type === 'bytea').map(({ column }) => column);
    const readable = [
      ...columnsThat('empty'),
      'status_lists.published_bytes',
      'status_publications.bytes',
      'log_leaves.leaf',
      'log_keys.public_key',
    ];
    const unreadable = ['sealed', 'key', 'digest'].flatMap(columnsThat);
    expect(bytes.filter((column) => !unreadable.includes(column) && !readable.includes(column))).toEqual([]);
  });

  test('calls empty what is empty, in a service at work', async () => {
    const columns = columnsThat('empty');
    expect(columns.length).toBeGreaterThan(10);
    for (const column of columns) {
      const [table, name] = column.split('.');
      const [found] = await rowsOf(
        world.database,
        `select count(*)::int as rows, count("${name}")::int as filled from "${table}"`,
      );
      expect(found.rows, column).toBeGreaterThan(0);
      expect(found.filled, column).toBe(0);
    }
  });
});
