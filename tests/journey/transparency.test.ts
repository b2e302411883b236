import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { reissueAward } from '../../src/awards/reissue.ts';
import { lockAwards } from '../../src/awards/store.ts';
import { createKeyring } from '../../src/issuers/index.ts';
import { createPrivacy } from '../../src/privacy/index.ts';
import { forgetSalts, sequenceLogTask } from '../../src/transparency/index.ts';
import { verifyConsistency, verifyInclusion } from '../../src/transparency/merkle/verify.ts';
import { forge } from '../support/forge.ts';
import { checkpointOf, proves } from '../support/public-log.ts';
import { rowsOf } from '../support/stored.ts';
import { makeWorld, type Provider, reportOf, type World } from '../support/world.ts';

let world: World;
let academy: Provider;
beforeEach(async () => {
  world = await makeWorld();
  academy = await world.academy();
});
afterEach(async () => {
  await world[Symbol.asyncDispose]();
});

let learners = 0;
async function issue(levels: [number, number] = [3, 3]): Promise<string> {
  learners += 1;
  const { status, body, text } = await academy.post('/v1/completions', reportOf(`p${learners}@example.org`, levels));
  expect(status, text).toBe(201);
  return body.awards[0].id;
}
const sequence = () => world.work('sequence-log');
const badge = async (id: string) =>
  (await world.stranger.get(`/credentials/${id}`, { accept: 'application/vc' })).bytes;
const logOf = (id: string, query = '') => world.stranger.get(`/credentials/${id}/log${query}`);
const leaves = async () =>
  (await rowsOf(world.database, 'select leaf from log_leaves order by index')).map(({ leaf }) => JSON.parse(leaf));
const sql = (text: string, ...values: unknown[]) => rowsOf(world.database, text, ...values);

describe('the public log', () => {
  test('begins empty, with a signed checkpoint', async () => {
    expect((await world.stranger.get('/log/checkpoint')).status).toBe(503);
    await sequence();
    const answer = await world.stranger.get('/log/checkpoint');
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'text/plain; charset=utf-8']);
    expect(await checkpointOf(world)).toMatchObject({ origin: 'badges.example/log', size: 0 });
    expect((await world.stranger.get('/log/tile/0/000.p/1')).status).toBe(404);
  });

  test('shows what was issued, with a proof that anybody checks', async () => {
    const id = await issue();
    expect((await logOf(id)).status).toBe(503);
    await sequence();
    const { status, body } = await logOf(id);
    expect(status).toBe(200);
    expect(body).toMatchObject({ kind: 'issued', issue: 1, later: [], time: world.clock.now().toISOString() });
    const checkpoint = await checkpointOf(world);
    expect(body.checkpoint).toBe((await world.stranger.get('/log/checkpoint')).text);
    expect(proves(body, await badge(id), checkpoint)).toBe(true);
    expect(proves(body, Buffer.concat([await badge(id), Buffer.from(' ')]), checkpoint)).toBe(false);
  });

  test('shows what was withdrawn, and nobody can tell which badge that was', async () => {
    const [revoked, suspended] = [await issue(), await issue()];
    await academy.post(`/v1/awards/${suspended}/suspend`, { reason: 'x' });
    await academy.post(`/v1/awards/${revoked}/revoke`, { reason: 'x' });
    await academy.post(`/v1/awards/${revoked}/revoke`, { reason: 'x' }); // changes nothing
    await sequence();
    const checkpoint = await checkpointOf(world);
    for (const [id, kind] of [
      [revoked, 'revoked'],
      [suspended, 'suspended'],
    ] as const) {
      const { body } = await logOf(id);
      expect(body.later.map((each: any) => each.kind)).toEqual([kind]);
      expect(proves(body.later[0], await badge(id), checkpoint)).toBe(true);
      expect(body.later[0].digest).not.toBe(body.digest);
    }
    const kinds = (await leaves()).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'revoked')).toHaveLength(1);
    expect(kinds.filter((kind) => kind === 'suspended')).toHaveLength(1);
    for (const leaf of await leaves()) expect(Object.keys(leaf)).toEqual(['v', 'kind', 'time', 'digest']);
  });

  test('has an entry for each issue of a badge; what was revoked is not suspended as well', async () => {
    const first = await academy.post('/v1/completions', reportOf('again@example.org', [3, 3]));
    world.clock.advance(60_000);
    const corrected = { ...reportOf('again@example.org', [4, 4]), replaces: first.body.completion.id };
    expect((await academy.post('/v1/completions', corrected)).status).toBeLessThan(300);
    const [{ id }] = await sql('select id from awards where issues = 2');
    await academy.post(`/v1/awards/${id}/suspend`, { reason: 'x' });
    await sequence();
    const kindsOf = async (n: number) => {
      const { body } = await logOf(id, `?issue=${n}`);
      return [body.issue, body.kind, ...body.later.map((each: any) => each.kind)];
    };
    expect(await kindsOf(1)).toEqual([1, 'issued', 'revoked']);
    expect(await kindsOf(2)).toEqual([2, 'issued', 'suspended']);
    expect((await logOf(id)).body.issue).toBe(2);
    expect((await logOf(id, '?issue=3')).status).toBe(404);
    expect((await logOf(id, '?issue=0')).status).toBe(400);
  });

  test('shows a reinstated award by its fresh credential', async () => {
    const id = await issue();
    await academy.post(`/v1/awards/${id}/suspend`, { reason: 'x' });
    const caller = { issuerId: academy.issuer.id, actor: 'operator', requestId: world.on.ids.next() };
    const issuing = {
      ...world.on,
      keyring: createKeyring(world.custody),
      privacy: createPrivacy(world.custody, true),
    };
    await world.database.transaction(async (tx) => {
      const [award] = await lockAwards(tx, caller.issuerId, [id]);
      await reissueAward(issuing, tx, caller, award!, 'award.reinstated');
    });
    await sequence();
    const { body } = await logOf(id);
    expect([body.issue, body.kind, body.later.map(({ kind }: any) => kind)]).toEqual([2, 'issued', ['reinstated']]);
    expect((await logOf(id, '?issue=1')).body.later.map(({ kind }: any) => kind)).toEqual(['suspended', 'revoked']);
  });

  test('has nothing of a report that failed', async () => {
    await rowsOf(world.database, 'alter table outbox_messages add constraint full_up check (false) not valid');
    expect((await academy.post('/v1/completions', reportOf('failed@example.org'))).status).toBe(500);
    expect(await sql('select id from log_entries')).toEqual([]);
  });

  test('forgets whom a leaf is about when the salt is erased; leaf and proofs stay', async () => {
    const id = await issue();
    const other = await issue();
    await sequence();
    const before = (await logOf(id)).body;
    await world.database.transaction((tx) => forgetSalts(tx, [id]));
    expect((await logOf(id)).status).toBe(404);
    expect((await logOf(other)).status).toBe(200);
    expect(await sql('select salt from log_entries where award_id = $1', id)).toEqual([{ salt: null }]);
    expect(proves(before, await badge(id), await checkpointOf(world))).toBe(true);
  });

  test('gets to know what was issued before there was a log, once, with the time of today', async () => {
    const [id, other] = [await issue(), await issue()];
    await forge(world.database, 'delete from log_entries where award_id = $1', id);
    world.clock.advance(86_400_000);
    await world.work('log-late-credentials');
    await world.work('log-late-credentials');
    await sequence();
    expect((await logOf(id)).body).toMatchObject({ kind: 'issued', time: world.clock.now().toISOString() });
    const rows = await sql('select kind from log_entries where award_id = any($1)', [id, other]);
    expect(rows).toEqual([{ kind: 'issued' }, { kind: 'issued' }]);
    await world.database.transaction((tx) => forgetSalts(tx, [id]));
    await world.work('log-late-credentials');
    expect((await logOf(id)).status, 'what was erased stays erased').toBe(404);
  });

  test('stays as it is', async () => {
    await issue();
    await sequence();
    for (const table of ['log_leaves', 'log_checkpoints', 'log_entries', 'log_keys']) {
      await expect(sql(`delete from ${table}`), table).rejects.toThrow(/refused/);
      await expect(sql(`truncate ${table}`), table).rejects.toThrow(/refused/);
    }
    await expect(sql('update log_leaves set index = index + 1')).rejects.toThrow(/refused/);
    await expect(sql('update log_checkpoints set size = size + 1')).rejects.toThrow(/refused/);
    await expect(sql('update log_entries set leaf_index = leaf_index + 1')).rejects.toThrow(/refused/);
    await expect(sql("update log_entries set salt = '\\x00'")).rejects.toThrow(/refused/);
    await expect(sql("update log_keys set public_key = '\\x00'")).rejects.toThrow(/refused/);
  });

  test('is written by one replica at a time, without gap or double', async () => {
    for (let i = 0; i < 3; i += 1) await issue();
    await Promise.all(Array.from({ length: 8 }, sequence));
    await sequence();
    const rows = await sql(
      'select l.index::int, e.id from log_leaves l join log_entries e on e.leaf_index = l.index order by 1',
    );
    const [{ n }] = await sql('select count(*)::int as n from log_entries');
    expect(rows.map(({ index }) => index)).toEqual(Array.from({ length: n }, (_, index) => index));
    expect((await checkpointOf(world)).size).toBe(n);
  });

  test('waits while the clock is behind, and goes on when it has caught up', async () => {
    const first = await issue();
    await sequence();
    const { size } = await checkpointOf(world);
    world.clock.advance(-4_000); // further back nothing is issued at all
    const second = await issue();
    await sequence();
    expect((await checkpointOf(world)).size).toBe(size);
    expect((await logOf(second)).status).toBe(503);
    world.clock.advance(4_001);
    await sequence();
    const times = (await leaves()).map(({ time }) => time);
    expect(times).toEqual(times.toSorted());
    expect((await logOf(first)).body.time < (await logOf(second)).body.time).toBe(true);
  });

  test('waits as well when the service was started with a clock that is behind', async () => {
    await issue();
    await sequence();
    const { size } = await checkpointOf(world);
    world.clock.advance(-4_000); // further back nothing is issued at all
    await issue();
    const restarted = sequenceLogTask(world.on, world.custody);
    await restarted.run();
    expect((await checkpointOf(world)).size).toBe(size);
    world.clock.advance(4_000);
    await restarted.run();
    expect((await checkpointOf(world)).size).toBeGreaterThan(size);
  });

  test('keeps its key, sealed, and its name', async () => {
    await issue();
    await sequence();
    const key = (await world.stranger.get('/log/key')).text;
    expect(key).toMatch(/^badges\.example\/log\+[0-9a-f]{8}\+[A-Za-z0-9+/]+=*\n$/);
    await issue();
    await sequence();
    expect((await world.stranger.get('/log/key')).text).toBe(key);
    const [row] = await sql('select * from log_keys');
    expect(row.secret_ciphertext.includes(Buffer.from('302e020100300506032b6570', 'hex')), 'PKCS #8 in the clear').toBe(
      false,
    );
  });
});

describe('the files of the log (c2sp.org/tlog-tiles)', () => {
  beforeEach(async () => {
    const entries = `insert into log_entries (id, kind, salt, digest, created_at)
      select gen_random_uuid(), 'issued', null, sha256(n::text::bytea), now() from generate_series(1, 600) n`;
    await sql(entries);
    await sequence();
  });
  const tile = (path: string, headers = {}) => world.stranger.get(`/log/tile/${path}`, headers);

  test('are there for every tile of the checkpoint, and never change', async () => {
    expect((await checkpointOf(world)).size).toBe(600);
    for (const [path, length] of [
      ['0/000', 8192],
      ['0/001', 8192],
      ['0/002.p/88', 88 * 32],
      ['0/002.p/1', 32],
      ['1/000.p/2', 64],
    ] as const) {
      const answer = await tile(path);
      expect([answer.status, answer.bytes.length], path).toEqual([200, length]);
      expect(answer.headers).toMatchObject({
        'content-type': 'application/octet-stream',
        'cache-control': 'public, max-age=31536000, immutable',
        'access-control-allow-origin': '*',
      });
    }
  });

  test.each(['0/002', '0/002.p/89', '0/003.p/1', '1/000', '1/000.p/3', '2/000.p/1', '0/0', 'entries/003', 'x/000'])(
    'are not there for %s',
    async (path) => {
      const answer = await tile(path);
      expect(answer.status).toBe(404);
      expect(answer.headers['cache-control'] ?? '').not.toContain('immutable');
    },
  );

  test('hold entries, packed for whoever can unpack them', async () => {
    const plain = await tile('entries/002.p/88');
    const packed = await tile('entries/002.p/88', { 'accept-encoding': 'br, gzip' });
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect([packed.headers['content-encoding'], packed.headers.vary]).toEqual(['gzip', 'accept-encoding']);
    expect(gunzipSync(packed.bytes)).toEqual(plain.bytes);
    expect((await tile('entries/000', { 'accept-encoding': 'gzip;q=0' })).headers['content-encoding']).toBeUndefined();
    expect(JSON.parse(plain.bytes.subarray(2, 2 + plain.bytes.readUInt16BE()).toString())).toMatchObject({ v: 1 });
  });

  test('and proofs of inclusion and consistency, for whoever would rather not compute them', async () => {
    const { root, size } = await checkpointOf(world);
    const hex = (text: string) => Buffer.from(text, 'hex');
    for (const index of [0, 255, 256, 511, 599]) {
      const { body } = await world.stranger.get(`/log/proofs/inclusion?leaf=${index}`);
      const claim = { index, size, leafHash: hex(body.leafHash), root, proof: body.proof.map(hex) };
      expect(verifyInclusion(claim)).toBe(true);
      expect((await world.stranger.get(`/log/proofs/inclusion?leaf=${body.leafHash}`)).body).toEqual(body);
    }
    const early = (await world.stranger.get('/log/proofs/inclusion?leaf=3&size=300')).body;
    for (const from of [1, 256, 300, 599, 600]) {
      const { body } = await world.stranger.get(`/log/proofs/consistency?from=${from}`);
      const claim = { from, to: 600, fromRoot: hex(body.fromRoot), toRoot: root, proof: body.proof.map(hex) };
      expect(verifyConsistency(claim)).toBe(true);
      if (from === 300) expect(body.fromRoot).toBe(early.root);
    }
    expect((await world.stranger.get('/log/proofs/inclusion?leaf=600')).status).toBe(404);
    expect((await world.stranger.get('/log/proofs/inclusion?leaf=5&size=5')).status).toBe(404);
    expect((await world.stranger.get(`/log/proofs/inclusion?leaf=${'0'.repeat(64)}`)).status).toBe(404);
    for (const wrong of [
      'inclusion?leaf=1&size=601',
      'inclusion?leaf=x',
      'consistency?from=5&to=4',
      'consistency?from=1&to=601',
    ])
      expect((await world.stranger.get(`/log/proofs/${wrong}`)).status, wrong).toBe(400);
  });
});
