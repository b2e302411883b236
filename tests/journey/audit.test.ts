import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { doors, nameOf, readingPosts } from '../support/doors.ts';
import { rowsOf, tablesOf } from '../support/stored.ts';
import type { World } from '../support/world.ts';
import { openScene, reportBy, writes } from '../support/writes.ts';

let world: World;
beforeAll(async () => {
  world = await openScene();
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

test('the walk knows every door that writes', () => {
  expect(Object.keys(writes).toSorted()).toEqual(
    doors
      .filter(({ method }) => method !== 'GET')
      .map(nameOf)
      .filter((name) => !readingPosts.includes(name))
      .toSorted(),
  );
});

describe.each(Object.entries(writes))('%s', (_name, { given, write, refused, facts, inSteps = false }) => {
  let name: string;
  beforeAll(async () => {
    name = (await given?.()) ?? '';
  });

  test('keeps nothing when its message, the last thing it writes, cannot be written', async () => {
    const before = await sizes();
    await rowsOf(world.database, 'alter table outbox_messages add constraint full_up check (false) not valid');
    const answer = await write(name);
    await rowsOf(world.database, 'alter table outbox_messages drop constraint full_up');
    expect(answer.status).toBe(500);
    expect(await sizes()).toEqual(before);
  });

  test('leaves an audit entry and a message, the same facts in the same transaction', async () => {
    const before = await newest();
    const answer = await write(name);
    expect(answer.status, answer.text).toBeLessThan(300);
    const audited = await since('audit_entries', 'action', before);
    const told = await since('outbox_messages', 'kind', before);
    expect(audited.map(({ fact }) => fact)).toEqual(expect.arrayContaining([...facts]));
    const short = (rows: any[]) => rows.map(({ fact, subject, xmin }) => `${fact} ${subject} ${xmin}`).toSorted();
    expect(short(told)).toEqual(short(audited));
    if (!inSteps) expect(new Set(told.map(({ xmin }) => xmin)).size).toBe(1);
    for (const entry of audited) {
      expect(entry.actor).toMatch(/^(operator|api-key:[0-9a-f-]{36})$/);
      expect(entry.request_id).toMatch(/^[0-9a-f-]{36}$/);
    }
  });

  test('leaves nothing when it is refused', async () => {
    const before = await sizes();
    const answer = await refused(name);
    expect([400, 404, 409, 422], answer.text).toContain(answer.status);
    expect(await sizes()).toEqual(before);
  });
});

describe('what was written', () => {
  test('names no person in audit log and outbox', async () => {
    await reportBy({ email: 'Canary@example.org', name: 'Kanarie Vogel', reference: 'REF-4711' });
    for (const table of ['audit_entries', 'outbox_messages']) {
      const text = JSON.stringify(await rowsOf(world.database, `select row_to_json(t) as row from ${table} t`));
      expect(text, table).not.toMatch(/canary|kanarie|@example\.org|REF-4711|oosterbaan|vergissing/i);
    }
  });

  test.each(['audit_entries', 'outbox_messages', 'credentials', 'curriculum_documents', 'achievements'])(
    'in %s refuses to be changed or deleted',
    async (table) => {
      const before = (await sizes())[table];
      expect(before).toBeGreaterThan(0);
      const [column] = await rowsOf(
        world.database,
        'select column_name as name from information_schema.columns where table_name = $1 and data_type = $2 limit 1',
        table,
        'text',
      );
      await expect(rowsOf(world.database, `update ${table} set "${column.name}" = 'forged'`)).rejects.toThrow(
        /refused|cannot be/,
      );
      await expect(rowsOf(world.database, `delete from ${table}`)).rejects.toThrow(/refused|cannot be/);
      if (['audit_entries', 'outbox_messages', 'credentials'].includes(table)) {
        await expect(rowsOf(world.database, `truncate ${table}`)).rejects.toThrow(/refused/);
      }
      expect((await sizes())[table]).toBe(before);
    },
  );
});

async function newest(): Promise<string> {
  const [row] = await rowsOf(
    world.database,
    'select max(id::text) as id from (select id from audit_entries union all select id from outbox_messages) both_of_them',
  );
  return row.id;
}

const since = (table: string, fact: string, id: string) =>
  rowsOf(world.database, `select *, ${fact} as fact, xmin::text as xmin from ${table} where id::text > $1`, id);

/** How many rows each table has. */
async function sizes(): Promise<Record<string, number>> {
  const counted: Record<string, number> = {};
  for (const table of await tablesOf(world.database)) {
    const [row] = await rowsOf(world.database, `select count(*)::int as n from "${table}"`);
    counted[table] = row.n;
  }
  return counted;
}
