import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { logOutcome } from '../../src/cli/log.ts';
import { nouns } from '../../src/cli/nouns.ts';
import { runNoun } from '../../src/cli/run-noun.ts';
import { auditLog, type FetchFile, loggedAt, type SeenLog } from '../../src/transparency/index.ts';
import { leafHash } from '../../src/transparency/merkle/hash.ts';
import { verifyConsistency } from '../../src/transparency/merkle/verify.ts';
import { openCheckpoint, signCheckpoint } from '../../src/transparency/note/checkpoint.ts';
import { makeNoteKey, parseVerifierKey, verifierKey } from '../../src/transparency/note/signed-note.ts';
import { forge as forgeIn } from '../support/forge.ts';
import { checkpointOf, filesOf, proves } from '../support/public-log.ts';
import { rowsOf } from '../support/stored.ts';
import { makeWorld, type Provider, reportOf, type World } from '../support/world.ts';

let world: World;
let fetchFile: FetchFile;
let directory: string;
beforeEach(async () => {
  world = await makeWorld();
  fetchFile = filesOf(world);
  directory = await mkdtemp(join(tmpdir(), 'log-'));
});
afterEach(async () => {
  await rm(directory, { recursive: true, force: true });
  await world[Symbol.asyncDispose]();
});

const sql = (text: string, ...values: unknown[]) => rowsOf(world.database, text, ...values);
const forge = (text: string, ...values: unknown[]) => forgeIn(world.database, text, ...values);
const sequence = () => world.work('sequence-log');
const audit = (seen?: SeenLog, files = fetchFile) => auditLog(files, world.clock.now(), { seen });
const kinds = async (seen?: SeenLog, files = fetchFile) => (await audit(seen, files)).findings.map(({ kind }) => kind);

/** Adds entries as if so many badges were issued. */
async function grow(count: number): Promise<void> {
  await sql(
    `insert into log_entries (id, kind, salt, digest, created_at)
     select gen_random_uuid(), 'issued', null, sha256(gen_random_uuid()::text::bytea), now() from generate_series(1, $1)`,
    count,
  );
  await sequence();
}

/** The same files, but one of them changed. */
const changed =
  (at: string, change: (bytes: Buffer) => Buffer): FetchFile =>
  async (path) => {
    const bytes = await fetchFile(path);
    return path === at ? change(Buffer.from(bytes)) : bytes;
  };
const flip = (bytes: Buffer) => {
  bytes[bytes.length - 10] = (bytes.at(-10) ?? 0) ^ 1;
  return bytes;
};

describe('an audit from outside', () => {
  test('finds nothing wrong with an honest log, however long', async () => {
    await sequence();
    expect(await audit()).toMatchObject({ origin: 'badges.example/log', size: 0, findings: [] });
    await grow(255);
    const first = await audit();
    expect(first).toMatchObject({ size: 255, findings: [], counts: { issued: 255, revoked: 0 } });
    await grow(1);
    const second = await audit(first.seen);
    expect(second).toMatchObject({ size: 256, findings: [] });
    await grow(400);
    expect(await audit(second.seen)).toMatchObject({ size: 656, findings: [] });
    expect(await audit(first.seen)).toMatchObject({ size: 656, findings: [] });
  });

  test.each([
    ['checkpoint', 'bad-checkpoint'],
    ['tile/0/000', 'wrong-tile'],
    ['tile/0/001.p/44', 'wrong-tile'],
    ['tile/1/000.p/1', 'wrong-tile'],
  ])('finds a changed %s', async (path, kind) => {
    await grow(300);
    expect(await kinds(undefined, changed(path, flip))).toEqual([kind]);
  });

  test('finds a changed, a malformed and a missing entry', async () => {
    await grow(300);
    const path = 'tile/entries/001.p/44';
    const other = (bytes: Buffer) => Buffer.from(bytes.toString('latin1').replace('issued', 'audits'), 'latin1');
    expect(await kinds(undefined, changed(path, flip))).toEqual(expect.arrayContaining(['wrong-tile', 'wrong-root']));
    expect(await kinds(undefined, changed(path, other))).toContain('malformed-leaf');
    expect(
      await kinds(
        undefined,
        changed(path, (bytes) => bytes.subarray(0, -1)),
      ),
    ).toEqual(['wrong-entries']);
    const short = (bytes: Buffer) => bytes.subarray(2 + bytes.readUInt16BE());
    expect(await kinds(undefined, changed(path, short))).toEqual(['wrong-entries']);
  });

  test('finds another key than the one it knows', async () => {
    await grow(1);
    const { seen } = await audit();
    const { publicKey, secret } = makeNoteKey();
    const key = { name: 'badges.example/log', publicKey };
    const forged = signCheckpoint({ ...(await checkpointOf(world)), size: 1 }, key, secret);
    const theirs: FetchFile = async (path) =>
      path === 'checkpoint'
        ? Buffer.from(forged)
        : path === 'key'
          ? Buffer.from(`${verifierKey(key)}\n`)
          : fetchFile(path);
    expect(await kinds(seen, theirs)).toEqual(['bad-checkpoint']);
    const report = await auditLog(theirs, world.clock.now(), { key: verifierKey(key), seen });
    expect(report.findings).toEqual([{ kind: 'wrong-key' }]);
  });

  test('finds a log that was cut off, rewritten or split', async () => {
    await grow(300);
    const seen = (await audit()).seen;
    const mark = 'select size::int, note from log_checkpoints order by size desc limit 1';
    const [{ note }] = await sql(mark);
    // The database is put back, and the log goes on from there with something else.
    await forge('delete from log_checkpoints where size > 0');
    await forge('delete from log_leaves');
    await forge('delete from log_nodes');
    await forge('delete from log_entries');
    await grow(200);
    expect(await kinds(seen)).toEqual(['shortened']);
    await grow(100);
    expect(await kinds(seen)).toContain('split');
    await grow(50);
    expect(await kinds(seen)).toContain('rewritten');
    expect(await kinds(), 'by itself it is a sound log: only what others have seen gives it away').toEqual([]);
    expect(note).toBe(seen?.checkpoint);
  });

  test('finds times that cannot be true', async () => {
    await grow(2);
    world.clock.advance(3_600_000);
    const { seen } = await audit();
    expect(seen?.size).toBe(2);
    // Somebody with the key of the log, but not with yesterday: two hours later an entry that claims to be older than our visit.
    await grow(1);
    const late = await sql('select leaf from log_leaves where index = 2');
    const leaf = JSON.parse(late[0].leaf);
    const at = async (time: string) => {
      const bytes = Buffer.from(JSON.stringify({ ...leaf, time }));
      const forged = { leaf: bytes, hash: leafHash(bytes) };
      await forge('update log_leaves set leaf = $1, leaf_hash = $2 where index = 2', forged.leaf, forged.hash);
      return (await kinds(seen)).filter((kind) => kind !== 'wrong-root');
    };
    expect(await at(new Date(world.clock.now().getTime() - 1_800_000).toISOString())).toEqual(['backdated']);
    expect(await at('2020-01-01T00:00:00.000Z')).toEqual(['time-decreases', 'backdated']);
    expect(await at('2036-01-01T00:00:00.000Z')).toEqual(['from-the-future']);
    expect(await at(world.clock.now().toISOString())).toEqual([]);
  });
});

describe('stempel log audit', () => {
  const shell = (words: string[]) => {
    const entry = nouns.find(({ name }) => name === 'log');
    if (entry === undefined) throw new Error('the shell knows no log');
    return runNoun(entry, words, {});
  };

  test('remembers what it saw, and says by its exit code whether it still holds', async () => {
    const state = join(directory, 'state.json');
    const run = () => logOutcome(fetchFile, { state }, world.clock.now());
    await grow(5);
    const first = await run();
    expect(first.failed).toBe(false);
    expect(first.text).toContain('badges.example/log: 5 entries (5 issued');
    await grow(5);
    expect(await run()).toMatchObject({ failed: false, json: { size: 10, findings: [] } });
    const remembered = await readFile(state, 'utf8');
    expect(JSON.parse(remembered).size).toBe(10);
    await forge('delete from log_checkpoints where size = 10');
    const { text, failed } = await run();
    expect(failed).toBe(true);
    expect(text).toContain('shortened: The log is shorter');
    expect(text, 'the evidence').toContain(JSON.parse(remembered).checkpoint);
    expect(await readFile(state, 'utf8'), 'what was seen is not forgotten').toBe(remembered);
  });

  test.each([[['audit']], [['audit', 'ftp://x.example']], [['audit', 'http://x', 'y']], [['audit', '--what']]])(
    'does not understand %j',
    async (words) => {
      expect(await shell(words)).toBe(2);
    },
  );

  test('goes over HTTP, and fails when it cannot', async () => {
    world.clock.set(new Date());
    await grow(3);
    const address = await world.app.listen({ host: '127.0.0.1', port: 0 });
    const state = join(directory, 'state.json');
    expect(await shell(['audit', `${address}/log`, '--state', state])).toBe(0);
    expect(JSON.parse(await readFile(state, 'utf8'))).toMatchObject({ size: 3 });
    expect(await shell(['audit', `${address}/log/none`])).toBe(1);
  });
});

describe('backdating', () => {
  let academy: Provider;
  let learners = 0;
  beforeEach(async () => {
    academy = await world.academy();
  });
  const issue = async () => {
    learners += 1;
    return (await academy.post('/v1/completions', reportOf(`p${learners}@example.org`))).body.awards[0].id as string;
  };
  /** The service refuses to sign while its clock is behind its own audit log. */
  const forgetTheTime = () => forge('update audit_entries set at = $1 where at > $1', world.clock.now());
  const badge = async (id: string) =>
    (await world.stranger.get(`/credentials/${id}`, { accept: 'application/vc' })).bytes;
  const logOf = async (id: string) => (await world.stranger.get(`/credentials/${id}/log`)).body;
  const loggedTime = async (awardId: string) => {
    const [row] = await sql('select id from credentials where award_id = $1', awardId);
    return loggedAt(world.database, row.id);
  };

  test('a badge from before T is in a checkpoint from before T; one that only claims to be is found out', async () => {
    const honest = await issue();
    await sequence();
    // An auditor looks a minute before T, when somebody gets hold of everything.
    world.clock.advance(59 * 60_000);
    const { seen } = await audit();
    world.clock.advance(60_000);
    const T = world.clock.now();
    world.clock.advance(60_000);

    // The thief starts the service with a clock that stands before T, and issues; what would stop that is taken out of the way first.
    world.clock.advance(-30 * 60_000);
    await forgetTheTime();
    const backdated = await issue();
    await sequence();
    world.clock.set(new Date(T.getTime() + 120_000));
    expect((await loggedTime(backdated))! < T, 'the service itself would be none the wiser').toBe(true);

    // The honest badge: proved by what the auditor has kept since before T, whatever the service says today.
    const known = openCheckpoint(seen!.checkpoint, parseVerifierKey(seen!.key));
    const shown = await logOf(honest);
    const old = (await world.stranger.get(`/log/proofs/inclusion?leaf=${shown.index}&size=${known.size}`)).body;
    expect(proves({ ...shown, proof: old.proof }, await badge(honest), known)).toBe(true);
    expect((await loggedTime(honest))! < T).toBe(true);

    // The one that claims to be as old: its place is behind that checkpoint, and an auditor who looks again says so.
    const late = await logOf(backdated);
    expect(late.index).toBeGreaterThanOrEqual(known.size);
    expect(proves(late, await badge(backdated), known)).toBe(false);
    expect([...new Set(await kinds(seen))]).toEqual(['backdated']);
  });

  test('a badge that was signed elsewhere is not in the log at all; logged after T, it is no older than that', async () => {
    const id = await issue();
    const T = new Date(world.clock.now().getTime() + 60_000);
    expect(await loggedTime(id)).toBeUndefined();
    world.clock.set(new Date(T.getTime() + 1));
    await sequence();
    expect(new Date(JSON.parse((await badge(id)).toString()).validFrom) < T).toBe(true);
    expect((await loggedTime(id))! > T).toBe(true);
  });

  test('while the service runs, a clock that is turned back is noticed, also when nothing was logged meanwhile', async () => {
    await sequence();
    world.clock.advance(3_600_000);
    await sequence(); // nothing to do
    world.clock.advance(-1_800_000);
    const id = await issue();
    await sequence();
    expect(await loggedTime(id)).toBeUndefined();
    world.clock.advance(1_800_000);
    await sequence();
    expect(await loggedTime(id)).toEqual(world.clock.now());
  });

  test('with the clock turned back behind the last entry is not even logged', async () => {
    // No badge claims to be older than its key.
    world.clock.advance(60_000);
    await issue();
    await sequence();
    const T = world.clock.now();
    world.clock.advance(-86_400_000);
    await forgetTheTime();
    const backdated = await issue();
    await sequence();
    expect(await loggedTime(backdated)).toBeUndefined();
    world.clock.set(new Date(T.getTime() + 1_000));
    await sequence();
    expect((await loggedTime(backdated))! > T).toBe(true);
    expect(new Date(JSON.parse((await badge(backdated)).toString()).validFrom) < T).toBe(true);
  });

  test('shows in the consistency of what was signed before and after', async () => {
    await issue();
    await sequence();
    const before = await checkpointOf(world);
    await issue();
    await sequence();
    const after = await checkpointOf(world);
    const { body } = await world.stranger.get(`/log/proofs/consistency?from=${before.size}&to=${after.size}`);
    const claim = {
      from: before.size,
      to: after.size,
      fromRoot: before.root,
      toRoot: after.root,
      proof: body.proof.map((hash: string) => Buffer.from(hash, 'hex')),
    };
    expect(verifyConsistency(claim)).toBe(true);
    expect(verifyConsistency({ ...claim, fromRoot: leafHash(Buffer.from('another history')) })).toBe(false);
  });
});
