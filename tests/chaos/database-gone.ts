import { setTimeout as pause } from 'node:timers/promises';
import { reportOf } from './academy.ts';
import { acknowledge } from './ledger.ts';
import { checkPlay, fireLoad, type Play } from './round.ts';
import { sendUntilAnswered } from './send.ts';
import type { ReplicaStage, Stage } from './stage.ts';

/** Longer than this an answer is not "quickly", also on a machine that has other things to do. */
const slow = 3_000;

export interface Gone {
  readonly asked: number;
  /** Milliseconds. */
  readonly slowest: number;
  readonly wrong: readonly string[];
}

export function hasDatabaseToStop(stage: Stage): stage is ReplicaStage {
  return 'stopDatabase' in stage;
}

/**
 * Takes the database away under load for some seconds. Meanwhile every answer must be "not now", come quickly and say when to try again; the
 * process says that it lives but is not ready. Afterwards everything goes on by itself, and the clients that kept trying have their answers.
 */
export async function databaseGone(play: Play, stage: ReplicaStage, seconds: number): Promise<Gone> {
  const wrong: string[] = [];
  const faults = play.tally.faults.length;
  let slowest = 0;
  let asked = 0;
  const load = fireLoad(play, `gone-${play.rounds}`, 3);
  await play.tally.after(6);
  await stage.stopDatabase();
  const back = performance.now() + seconds * 1_000;
  while (performance.now() < back) {
    for (const { address } of stage.replicas) {
      for (const { path, send, status } of questions(play)) {
        const since = performance.now();
        const answer = await fetch(new URL(path, address), { ...send, signal: AbortSignal.timeout(15_000) }).catch(
          String,
        );
        const took = Math.round(performance.now() - since);
        asked += 1;
        slowest = Math.max(slowest, took);
        if (took > slow) wrong.push(`without database ${path} took ${took} ms`);
        if (typeof answer === 'string') wrong.push(`without database ${path} got ${answer}`);
        else wrong.push(...(await unlike(answer, path, status)));
      }
    }
    await pause(50);
  }
  await stage.startDatabase();
  await stage.recover();
  await load;
  // The first report afterwards needs nobody's help.
  const sender = {
    addresses: stage.replicas.map(({ address }) => address),
    apiKey: play.academy.apiKey,
    dice: play.dice,
    tally: play.tally,
  };
  const body = reportOf(`after-${play.rounds}@example.org`, 'ST-05', 3);
  const answer = await sendUntilAnswered(sender, { path: '/v1/completions', body, key: `after-${play.rounds}` });
  if (answer.status < 300) acknowledge(play.ledger, 'ST-05', body, answer.body);
  return { asked, slowest, wrong: [...wrong, ...play.tally.faults.slice(faults), ...(await checkPlay(play, 6))] };
}

function questions({ academy, ledger }: Play): { path: string; status: number; send?: RequestInit }[] {
  const badge = [...ledger.awards.values()][0]?.url ?? 'https://badges.example/';
  return [
    { path: '/health/live', status: 200 },
    { path: '/health/ready', status: 503 },
    { path: new URL(badge).pathname, status: 503, send: { headers: { accept: 'application/vc' } } },
    {
      path: '/v1/completions',
      status: 503,
      send: {
        method: 'POST',
        headers: {
          authorization: `Bearer ${academy.apiKey}`,
          'content-type': 'application/json',
          'idempotency-key': 'gone',
        },
        body: JSON.stringify(reportOf('never@example.org', 'ST-05', 3)),
      },
    },
  ];
}

async function unlike(answer: Response, path: string, status: number): Promise<string[]> {
  const { type } = (await answer.json().catch(() => ({}))) as { type?: string };
  if (answer.status !== status) return [`without database ${path} answered ${answer.status} ${type}`];
  if (status !== 503) return [];
  const unavailable = type?.endsWith('/problems/unavailable') === true && Number(answer.headers.get('retry-after')) > 0;
  return unavailable
    ? []
    : [`without database ${path} answered 503 with ${type} and Retry-After ${answer.headers.get('retry-after')}`];
}
