import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { expect, test } from 'vitest';
import { openAcademy } from './academy.ts';
import { databaseGone } from './database-gone.ts';
import { dice } from './dice.ts';
import { openPlay } from './round.ts';
import { replicasOnOneDatabase } from './stage.ts';

/** Thirty in `npm run test:chaos`. */
const secondsWithoutDatabase = 3;

test('without its database the service says "not now", quickly; it goes on by itself, and nothing is lost', async () => {
  await using stage = await replicasOnOneDatabase(1);
  const play = await openPlay(stage, dice(1));
  const { asked, wrong } = await databaseGone(play, stage, secondsWithoutDatabase);
  expect(wrong).toEqual([]);
  expect(asked).toBeGreaterThan(20);
}, 300_000);

test('services that start at the same moment on an empty database agree on its schema', async () => {
  await using stage = await replicasOnOneDatabase(3);
  for (const replica of stage.replicas) replica.start();
  // None may give up; whoever gave up would be started again, but under another process number.
  await expect
    .poll(async () => (await Promise.all(stage.replicas.map((replica) => replica.isReady()))).every(Boolean), {
      timeout: 60_000,
    })
    .toBe(true);
  await openAcademy(stage.replicas[2]?.address ?? '');
  const client = new Client(stage.connection);
  await client.connect();
  const { rows } = await client.query('select hash from drizzle.__drizzle_migrations');
  await client.end();
  expect(rows.length).toBeGreaterThan(1);
  expect(new Set(rows.map(({ hash }) => hash)).size).toBe(rows.length);
}, 300_000);

test('on a full disk nothing is acknowledged that is not kept; with room again it goes on by itself', async ({
  skip,
}) => {
  const folder = await mkdtemp(join(tmpdir(), 'stempel-disk-'));
  try {
    const outcome = await inNamespace(folder);
    if (outcome === undefined || outcome.skipped !== undefined) {
      skip(`a small disk cannot be mounted here: ${outcome?.skipped ?? 'no namespace'}`);
      return;
    }
    const { full, afterFull, panic, ready, afterPanic, live, losses, awards } = outcome;
    // 53100 (disk full): "not now", with a time to try again. Reports that found room in time were done.
    expect([...new Set(full)].filter((answer) => answer !== 'done')).toEqual(['503 unavailable 5']);
    expect(afterFull).toContain('done');
    // Without room for its log the server stops; the service lives, is not ready, and neither needs help afterwards.
    expect(panic.filter((answer: string) => answer !== 'done')).toEqual(['503 unavailable 5']);
    expect([ready, live]).toEqual([503, [200, 200]]);
    expect(afterPanic).toContain('done');
    expect(losses).toEqual([]);
    expect(awards).toBeGreaterThan(10);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}, 600_000);

// SMTP and webhook receivers that are down: a message waits and is sent later, see the tests of the outbox.

/** As root with a mount namespace alone where that is allowed, else with a user namespace around it. */
async function inNamespace(folder: string): Promise<any> {
  if (process.platform !== 'linux') return undefined;
  const program = fileURLToPath(new URL('disk-full.ts', import.meta.url));
  let last: any;
  for (const flags of [['--mount'], ['--user', '--map-root-user', '--mount']]) {
    const child = spawn('unshare', [...flags, process.execPath, program, folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const failed = new Promise<string>((resolve) => child.once('error', () => resolve('')));
    const said = (await Promise.race([text(child.stdout), failed])).trim();
    last = said === '' ? undefined : JSON.parse(said);
    if (last !== undefined && last.skipped === undefined) return last;
  }
  return last;
}
