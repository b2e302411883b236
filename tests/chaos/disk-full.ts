// Runs in a mount namespace of its own: node disk-full.ts <folder>. Makes the folder a small disk, fills it while a service works on it, and says in JSON what happened.
import { spawnSync } from 'node:child_process';
import { chmod, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { until } from '../support/until.ts';
import { reportOf } from './academy.ts';
import { dice } from './dice.ts';
import { acknowledge } from './ledger.ts';
import { checkPlay, fireLoad, openPlay, type Play } from './round.ts';
import { serviceWithItsOwnDatabase } from './stage.ts';

const [folder = ''] = process.argv.slice(2);
const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=192m,mode=0755', 'none', folder], { encoding: 'utf8' });
if (mounted.status !== 0) {
  process.stdout.write(`${JSON.stringify({ skipped: mounted.stderr })}\n`);
  process.exit(0);
}
await chmod(folder, 0o755);
// Where data directories are made.
process.env.TEST_DATA_FOLDER = folder;
const ballast = join(folder, 'ballast');
let sent = 0;

/** Takes all the room that is left. */
async function fill(): Promise<void> {
  const file = await open(ballast, 'a');
  for (const size of [1 << 20, 1 << 12]) {
    const block = Buffer.alloc(size, 1);
    for (let room = true; room; )
      room = await file
        .write(block)
        .then(({ bytesWritten }) => bytesWritten === size)
        .catch(() => false);
  }
  await file.close();
}

const makeRoom = () => rm(ballast, { force: true });

/** One report, sent once; remembered when it is acknowledged. */
async function reportOnce({ stage, academy, ledger }: Play): Promise<string> {
  sent += 1;
  const body = reportOf(`disk-${sent}@example.org`, 'ST-05', 3);
  const answer = await fetch(new URL('/v1/completions', stage.replicas[0]?.address), {
    method: 'POST',
    headers: {
      authorization: `Bearer ${academy.apiKey}`,
      'content-type': 'application/json',
      'idempotency-key': `disk-${sent}`,
    },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(30_000),
  }).catch(String);
  if (typeof answer === 'string') return answer;
  const json = (await answer.json()) as any;
  if (answer.status === 201) acknowledge(ledger, 'ST-05', body, json);
  return answer.status < 300
    ? 'done'
    : `${answer.status} ${String(json.type).split('/').at(-1)} ${answer.headers.get('retry-after')}`;
}

/** Reports until the wanted answer comes; every answer that was heard. */
async function reportUntil(play: Play, wanted: (answer: string) => boolean, milliseconds = 60_000): Promise<string[]> {
  const heard = new Set<string>();
  const deadline = performance.now() + milliseconds;
  while (performance.now() < deadline) {
    const answer = await reportOnce(play);
    heard.add(answer);
    if (wanted(answer)) break;
  }
  return [...heard];
}

const health = async (play: Play, what: string) =>
  (await fetch(new URL(`/health/${what}`, play.stage.replicas[0]?.address))).status;

async function switchLog(play: Play): Promise<void> {
  const client = new Client(play.stage.connection);
  client.on('error', () => undefined);
  await client.connect();
  await client
    .query(
      "select pg_logical_emit_message(false, 'x', repeat('x', 1000000)), pg_switch_wal() from generate_series(1, 40)",
    )
    .catch(() => undefined);
  await client.end().catch(() => undefined);
}

await using stage = await serviceWithItsOwnDatabase();
const play = await openPlay(stage, dice(4));
await fireLoad(play, 'before', 2);
// 1 No room for rows.
await fill();
const full = await reportUntil(play, (answer) => answer !== 'done');
full.push(...(await Promise.all(Array.from({ length: 5 }, () => reportOnce(play)))));
const live = [await health(play, 'live')];
await makeRoom();
const afterFull = await reportUntil(play, (answer) => answer === 'done');
const losses = await checkPlay(play);
// 2 No room for the write-ahead log: the server gives up altogether, and cannot come up either.
await fill();
await switchLog(play);
const panic = await reportUntil(play, (answer) => answer !== 'done');
await until(async () => (await health(play, 'ready')) === 503, 30_000).catch(() => undefined);
const ready = await health(play, 'ready');
live.push(await health(play, 'live'));
await makeRoom();
const afterPanic = await reportUntil(play, (answer) => answer === 'done');
losses.push(...(await checkPlay(play)));
process.stdout.write(
  `${JSON.stringify({ full, afterFull, panic, ready, afterPanic, live, losses, awards: play.ledger.awards.size })}\n`,
);
