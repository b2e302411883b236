import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import type { SeenLog } from '../../src/transparency/index.ts';
import { type Academy, openAcademy } from './academy.ts';
import { auditFromInside, auditFromOutside, logging, untilSequenced } from './checks/log.ts';
import { countedTwice, lostAwards, lostCompletions, type Queryable } from './checks/lost.ts';
import { delivering, untilRelayed } from './checks/outbox.ts';
import { didDocumentOf, wronglyListed, wronglyServed } from './checks/served.ts';
import { statuses } from './checks/status.ts';
import { wholeness } from './checks/whole.ts';
import type { Dice } from './dice.ts';
import { type Ledger, makeLedger } from './ledger.ts';
import { makeWorker, work } from './load.ts';
import type { Sender } from './send.ts';
import { type Stage, type Victim, victims } from './stage.ts';
import { makeTally, type Tally } from './tally.ts';

/** A stage with an academy on it, and what has been acknowledged there so far. */
export interface Play {
  readonly stage: Stage;
  readonly academy: Academy;
  readonly ledger: Ledger;
  readonly tally: Tally;
  readonly dice: Dice;
  rounds: number;
  /** What the public log said when it was last looked at. */
  seenLog?: SeenLog | undefined;
}

/** One kill and what came of it. */
export interface Round {
  readonly victim: Victim;
  /** Milliseconds from the kill until everything was ready again. */
  readonly recovery: number;
  readonly requests: number;
  readonly acknowledged: number;
  readonly losses: readonly string[];
}

const clients = 6;
const operationsPerClient = 6;
const badgesPerRound = 6;

/** Brings the services up and lets an academy open. */
export async function openPlay(stage: Stage, dice: Dice): Promise<Play> {
  await stage.recover();
  const academy = await openAcademy(stage.replicas[0]?.address ?? '');
  return { stage, academy, dice, ledger: makeLedger(), tally: makeTally(), rounds: 0 };
}

/** Load, one kill in the middle of it, recovery, check. */
export async function playRound(play: Play): Promise<Round> {
  const { stage, dice, tally } = play;
  const before = { requests: tally.requests, acknowledged: tally.acknowledged };
  const faults = tally.faults.length;
  play.rounds += 1;
  const victim = dice.pick(victims);
  const load = fireLoad(play, `round-${play.rounds}`, operationsPerClient);
  // 1 At some request, and some milliseconds into it.
  await tally.after(1 + dice.below(clients * operationsPerClient - 1));
  await pause(dice.below(40));
  // 2 The kill, and everything up again while the clients go on.
  const killed = performance.now();
  await stage.kill(victim, dice.below);
  await stage.recover();
  const recovery = Math.round(performance.now() - killed);
  // 3 Whatever was sent is answered in the end.
  await load;
  // 4 What is there now.
  const losses = [...tally.faults.slice(faults), ...(await checkPlay(play, badgesPerRound))];
  return {
    victim,
    recovery,
    requests: tally.requests - before.requests,
    acknowledged: tally.acknowledged - before.acknowledged,
    losses,
  };
}

/** Several clients at once, each doing one thing after the other; ends when every one of them has its answers. */
export async function fireLoad(play: Play, name: string, operations: number): Promise<void> {
  const { stage, academy, dice, tally, ledger } = play;
  const addresses = stage.replicas.map(({ address }) => address);
  const sender: Sender = { addresses, apiKey: academy.apiKey, dice, tally };
  const workers = Array.from({ length: clients }, (_, index) => makeWorker(`${name}-${index}`, sender, ledger));
  await Promise.all(workers.map((worker) => work(worker, operations)));
}

/**
 * Holds the service against what it acknowledged.
 * @param badges how many badges to fetch and verify, chosen by chance; all of them when absent
 */
export async function checkPlay(play: Play, badges?: number): Promise<string[]> {
  const client = new Client(play.stage.connection);
  client.on('error', () => undefined);
  await client.connect();
  try {
    return [
      ...(await untilSequenced(client)),
      ...(await untilRelayed(client)),
      ...(await checkStored(client, play.ledger)),
      ...(await checkLogs(play)),
      ...(await checkServed(client, play, badges)),
    ];
  } finally {
    await client.end();
  }
}

async function checkStored(connection: Queryable, ledger: Ledger): Promise<string[]> {
  const losses = [
    ...(await lostAwards(connection, ledger)),
    ...(await lostCompletions(connection, ledger)),
    ...(await countedTwice(connection, ledger)),
  ];
  const everywhere = { ...wholeness, ...statuses, ...logging, ...delivering };
  for (const check of Object.values(everywhere)) {
    losses.push(...(await check(connection)));
  }
  return losses;
}

async function checkLogs(play: Play): Promise<string[]> {
  const { wrong, seen } = await auditFromOutside(play.dice.pick(play.stage.replicas).address, play.seenLog);
  play.seenLog = seen;
  return [...wrong, ...(await auditFromInside(play.stage.connection))];
}

async function checkServed(connection: Queryable, play: Play, badges?: number): Promise<string[]> {
  const { stage, academy, ledger, dice } = play;
  const address = dice.pick(stage.replicas).address;
  const losses = await wronglyListed(address, connection, ledger);
  const didDocument = await didDocumentOf(address, academy.slug);
  const known = [...ledger.awards.values()];
  const chosen = badges === undefined ? known : Array.from({ length: badges }, () => dice.pick(known));
  for (const award of chosen) losses.push(...(await wronglyServed({ address, connection, didDocument }, award)));
  return losses;
}
