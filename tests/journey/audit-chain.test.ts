import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { auditOutcome } from '../../src/cli/audit.ts';
import type { Database } from '../../src/platform/database.ts';
import { record } from '../../src/platform/record.ts';
import { entryHash } from '../../src/transparency/audit/entry-hash.ts';
import { verifyAudit } from '../../src/transparency/index.ts';
import { forge as forgeIn } from '../support/forge.ts';
import { rowsOf } from '../support/stored.ts';
import { makeWorld, type World } from '../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await makeWorld();
});
afterEach(async () => {
  await world[Symbol.asyncDispose]();
});

const sql = (text: string, ...values: unknown[]) => rowsOf(world.database, text, ...values);
const findings = async () => (await verifyAudit(world.on)).findings;

const forge = (text: string, ...values: unknown[]) => forgeIn(world.database, text, ...values);

/** One thing that happened to an issuer. */
function happen(database: Database, issuerId: string | null, subject = 'thing:1'): Promise<void> {
  return database.transaction((tx) =>
    record(
      tx,
      world.on,
      { actor: 'operator', requestId: world.on.ids.next() },
      { issuerId, kind: 'thing.done', subject },
    ),
  );
}

describe('the audit chain', () => {
  test('has one link an entry, in a chain for each issuer and one for the operator', async () => {
    const { issuer } = await world.provider('one');
    await world.provider('two');
    await happen(world.database, null);
    expect(await findings()).toEqual([]);
    const chains = await sql(
      'select chain, count(*)::int as n, max(sequence)::int as last, min(sequence)::int as first from audit_links group by chain',
    );
    expect(chains.map(({ chain }) => chain)).toEqual(expect.arrayContaining([issuer.id, 'operator']));
    expect(chains.every(({ n, last, first }) => n === last && first === 1)).toBe(true);
    const [{ n }] = await sql('select count(*)::int as n from audit_entries');
    expect(chains.reduce((sum, chain) => sum + chain.n, 0)).toBe(n);
  });

  test('hashes in the database as it does here, whatever the texts hold, and every column', async () => {
    const odd = ['', ',', '1:a,', '-,', 'é€😀', 'tab\t "quoted" \\ \u0001 line\n', "o'clock"];
    for (const text of odd) {
      await world.database.transaction(async (tx) => {
        await record(
          tx,
          world.on,
          { actor: text, requestId: text },
          { issuerId: world.on.ids.next(), kind: text, subject: text, before: text },
        );
      });
      world.clock.advance(1);
    }
    expect(await findings()).toEqual([]);
    const [row] =
      await sql(`select l.entry_hash as hash, e.* from audit_entries e join audit_links l on l.entry_id = e.id
      where e.actor = 'é€😀'`);
    const entry = {
      id: row.id,
      issuerId: row.issuer_id,
      at: row.at,
      actor: row.actor,
      requestId: row.request_id,
      action: row.action,
      subject: row.subject,
      beforeDigest: row.before_digest,
      afterDigest: row.after_digest,
    };
    expect(entryHash(entry)).toEqual(row.hash);
    const columns = await sql(
      "select column_name as name from information_schema.columns where table_name = 'audit_entries'",
    );
    expect(columns.length, 'a new column of audit_entries must go into the hash').toBe(Object.keys(entry).length);
  });

  test('stays whole when many commit at once', async () => {
    const issuerId = world.on.ids.next();
    await Promise.all(Array.from({ length: 40 }, () => happen(world.database, issuerId)));
    expect(await findings()).toEqual([]);
    const [{ last }] = await sql('select max(sequence)::int as last from audit_links where chain = $1', issuerId);
    expect(last).toBe(40);
  });

  test('is held only while committing: an open transaction keeps nobody waiting', async () => {
    const issuerId = world.on.ids.next();
    await world.database.transaction(async (tx) => {
      await record(
        tx,
        world.on,
        { actor: 'operator', requestId: 'slow' },
        { issuerId, kind: 'thing.done', subject: 'thing:slow' },
      );
      await happen(world.database, issuerId);
    });
    expect(await findings()).toEqual([]);
    const order = await sql(
      'select e.subject from audit_links l join audit_entries e on e.id = l.entry_id where l.chain = $1 order by sequence',
      issuerId,
    );
    expect(order.map(({ subject }) => subject)).toEqual(['thing:1', 'thing:slow']);
  });

  test('works for a role that may only insert, under row-level security', async () => {
    const role = `writer_${Date.now()}`;
    const client = await world.database.$client.connect();
    try {
      await client.query(`create role ${role}`);
      await client.query(`grant insert on audit_entries to ${role}`);
      await client.query('alter table audit_links enable row level security');
      await client.query('begin');
      await client.query(`set local role ${role}`);
      const values = [world.on.ids.next(), world.on.clock.now(), 'operator', 'r', 'thing.done', 'thing:1'];
      await client.query(
        'insert into audit_entries (id, at, actor, request_id, action, subject) values ($1, $2, $3, $4, $5, $6)',
        values,
      );
      await client.query('commit');
      await client.query(`drop owned by ${role}`);
      await client.query(`drop role ${role}`);
    } finally {
      client.release(true);
    }
    expect(await verifyAudit(world.on)).toMatchObject({ links: 1, findings: [] });
  });
});

test('entries from before the chain are chained by the migration, in the order of their ids', async () => {
  await world.provider('early');
  for (let i = 1; i <= 3; i += 1) await happen(world.database, null, `thing:${i}`);
  const [{ n }] = await sql('select count(*)::int as n from audit_entries');
  await forge('delete from audit_links');
  expect(await findings()).toHaveLength(2 * n); // each entry, and each message
  const folder = new URL('../../migrations/', import.meta.url);
  const [file = ''] = readdirSync(folder).filter((name) => name.endsWith('_log_rules.sql'));
  const block = /DO \$\$[\s\S]*?END \$\$;/.exec(readFileSync(new URL(file, folder), 'utf8'))?.[0] ?? '';
  await sql(block);
  expect(await verifyAudit(world.on)).toMatchObject({ links: n, findings: [] });
  await happen(world.database, null, 'thing:4');
  expect(await verifyAudit(world.on)).toMatchObject({ links: n + 1, findings: [] });
});

describe('audit verify finds', () => {
  let chain: string;
  let entries: { entry_id: string; sequence: string }[];
  beforeEach(async () => {
    chain = world.on.ids.next();
    for (let i = 1; i <= 5; i += 1) await happen(world.database, chain, `thing:${i}`);
    entries = await sql('select entry_id, sequence from audit_links order by sequence');
    expect(await findings()).toEqual([]);
  });
  const id = (sequence: number) => entries[sequence - 1]!.entry_id;

  test.each(['actor', 'request_id', 'action', 'subject', 'before_digest', 'after_digest'])(
    'an altered %s',
    async (column) => {
      await forge(`update audit_entries set ${column} = 'forged' where id = $1`, id(3));
      expect(await findings()).toContainEqual({ kind: 'altered-entry', chain, sequence: 3, id: id(3) });
    },
  );

  test('an altered time, by one millisecond', async () => {
    await forge(`update audit_entries set at = at + interval '1 millisecond' where id = $1`, id(2));
    expect(await findings()).toEqual([{ kind: 'altered-entry', chain, sequence: 2, id: id(2) }]);
  });

  test('an entry that is gone', async () => {
    await forge('delete from audit_entries where id = $1', id(5));
    expect(await findings()).toEqual([{ kind: 'missing-entry', chain, sequence: 5, id: id(5) }]);
  });

  test('an entry that is gone with its link', async () => {
    await forge('delete from audit_entries where id = $1', id(2));
    await forge('delete from audit_links where entry_id = $1', id(2));
    expect(await findings()).toEqual([
      { kind: 'gap', chain, sequence: 3, id: id(3) },
      { kind: 'lone-message', chain, id: expect.any(String) },
    ]);
  });

  test('links that were moved up over the hole', async () => {
    await forge('delete from audit_entries where id = $1', id(2));
    await forge('delete from audit_links where entry_id = $1', id(2));
    await forge('update audit_links set sequence = sequence - 1 where sequence > 2');
    expect(await findings()).toContainEqual({ kind: 'broken-link', chain, sequence: 2, id: id(3) });
  });

  test('an entry altered together with its hash', async () => {
    await forge(`update audit_entries set actor = 'forged' where id = $1`, id(4));
    await forge(
      'update audit_links set entry_hash = audit_entry_hash(e) from audit_entries e where e.id = entry_id and e.id = $1',
      id(4),
    );
    expect(await findings()).toEqual([{ kind: 'broken-link', chain, sequence: 4, id: id(4) }]);
  });

  test('an entry that was slipped in without a link', async () => {
    const slipped = world.on.ids.next();
    await forge(
      `insert into audit_entries (id, issuer_id, at, actor, request_id, action, subject) values ($1, $2, now(), 'a', 'r', 'x', 'y')`,
      slipped,
      chain,
    );
    expect(await findings()).toEqual([{ kind: 'unlinked-entry', chain, id: slipped }]);
  });

  test('an entry that was moved to another issuer', async () => {
    await forge('update audit_entries set issuer_id = $1 where id = $2', world.on.ids.next(), id(1));
    await forge(
      'update audit_links set entry_hash = audit_entry_hash(e) from audit_entries e where e.id = entry_id and e.id = $1',
      id(1),
    );
    expect((await findings()).map(({ kind }) => kind)).toEqual(['broken-link', 'wrong-chain']);
  });

  test('a message whose entry was never written', async () => {
    await sql(
      `insert into outbox_messages (id, issuer_id, at, kind, subject) values ($1, $2, now(), 'thing.done', 'thing:1')`,
      world.on.ids.next(),
      chain,
    );
    expect(await findings()).toEqual([{ kind: 'lone-message', chain, id: expect.any(String) }]);
  });

  test('and says so in the shell, with exit code 1', async () => {
    expect(await auditOutcome(world.on)).toMatchObject({ failed: false });
    await forge('delete from audit_entries where id = $1', id(1));
    const { text, json, failed } = await auditOutcome(world.on);
    expect(failed).toBe(true);
    expect(text).toContain(`missing-entry: chain ${chain} at 1, ${id(1)}.`);
    expect(json).toMatchObject({ findings: [{ kind: 'missing-entry' }] });
  });
});

describe('the anchors of a chain in the public log', () => {
  const anchor = async () => {
    await world.work('anchor-audit');
    await world.work('sequence-log');
  };
  let chain: string;
  beforeEach(async () => {
    chain = world.on.ids.next();
    for (let i = 1; i <= 5; i += 1) await happen(world.database, chain, `thing:${i}`);
    await anchor();
    expect(await verifyAudit(world.on)).toMatchObject({ anchors: 1, findings: [] });
  });

  test('show that its end was cut off', async () => {
    await forge('delete from audit_entries where issuer_id = $1 and subject = any($2)', chain, ['thing:4', 'thing:5']);
    await forge('delete from outbox_messages where issuer_id = $1 and subject = any($2)', chain, [
      'thing:4',
      'thing:5',
    ]);
    await forge('delete from audit_links where chain = $1 and sequence > 3', chain);
    expect(await findings()).toEqual([{ kind: 'cut-tail', chain, sequence: 5, id: expect.any(String) }]);
  });

  test('show that all of it was written anew', async () => {
    await forge("update audit_entries set actor = 'forged' where issuer_id = $1", chain);
    await forge('delete from audit_links where chain = $1', chain);
    await sql(
      'select audit_append_link(e, m.transaction) from audit_entries e join outbox_messages m using (issuer_id, subject) where issuer_id = $1 order by e.id',
      chain,
    );
    expect(await findings()).toEqual([{ kind: 'anchor-mismatch', chain, sequence: 5, id: expect.any(String) }]);
  });

  test('cannot be changed beside the leaf that others have seen', async () => {
    await forge("update audit_links set link_hash = sha256('forged') where chain = $1 and sequence = 5", chain);
    await forge(
      'update log_entries a set digest = sha256(a.salt || l.link_hash) from audit_links l where l.chain = a.chain and l.sequence = a.chain_sequence and a.chain = $1',
      chain,
    );
    expect((await findings()).map(({ kind }) => kind)).toEqual(['broken-link', 'anchor-mismatch']);
  });

  test('are made again when the chain has grown, but not all the time', async () => {
    const count = async () => (await sql('select id from log_entries where chain = $1', chain)).length;
    await happen(world.database, chain, 'thing:6');
    await anchor();
    expect(await count()).toBe(1);
    world.clock.advance(5 * 60_000);
    await anchor();
    expect(await count()).toBe(2);
    world.clock.advance(60 * 60_000);
    await anchor();
    expect(await count()).toBe(2);
    const chains = await sql('select distinct chain from log_entries where chain is not null order by 1');
    expect(chains.map((row) => row.chain)).toEqual([chain, 'operator'].toSorted());
  });
});

test('a link is never changed or removed', async () => {
  await happen(world.database, null);
  await expect(sql("update audit_links set chain = 'forged'")).rejects.toThrow(/refused/);
  await expect(sql('delete from audit_links')).rejects.toThrow(/refused/);
  await expect(sql('truncate audit_links')).rejects.toThrow(/refused/);
});
