import { databaseGone, hasDatabaseToStop } from './database-gone.ts';
import { type Dice, dice } from './dice.ts';
import { checkPlay, openPlay, type Play, playRound, type Round } from './round.ts';
import { replicasOnOneDatabase, type Stage, serviceWithItsOwnDatabase, victims } from './stage.ts';

export interface Wanted {
  readonly rounds: number;
  readonly seed: number;
  /** How long the database stays away once, under load; 0: not at all. */
  readonly secondsWithoutDatabase: number;
}

/** What came of all rounds. */
export interface Played {
  readonly seed: number;
  readonly rounds: readonly (Round & { readonly stage: string })[];
  readonly requests: number;
  readonly acknowledged: number;
  readonly unavailable: number;
  readonly broken: number;
  readonly cut: number;
  /** Badges that were there at the end, each fetched and verified. */
  readonly badges: number;
  readonly losses: readonly string[];
}

type Say = (line: string) => void;

/** Three quarters of the rounds on two replicas, the others on one service with its own database. */
export async function playAll({ rounds, seed, secondsWithoutDatabase }: Wanted, say: Say): Promise<Played> {
  say(`seed ${seed}`);
  const thrown = dice(seed);
  const own = Math.floor(rounds / 4);
  const parts = [
    await playOn(await replicasOnOneDatabase(), rounds - own, secondsWithoutDatabase, thrown, say),
    ...(own === 0 ? [] : [await playOn(await serviceWithItsOwnDatabase(), own, 0, thrown, say)]),
  ];
  const sum = (count: (part: Part) => number) => parts.reduce((total, part) => total + count(part), 0);
  return {
    seed,
    rounds: parts.flatMap((part) => part.rounds),
    requests: sum(({ play }) => play.tally.requests),
    acknowledged: sum(({ play }) => play.tally.acknowledged),
    unavailable: sum(({ play }) => play.tally.unavailable),
    broken: sum(({ play }) => play.tally.broken),
    cut: sum(({ play }) => play.tally.cut),
    badges: sum(({ play }) => play.ledger.awards.size),
    losses: parts.flatMap((part) => part.losses),
  };
}

interface Part {
  readonly play: Play;
  readonly rounds: readonly (Round & { readonly stage: string })[];
  readonly losses: readonly string[];
}

async function playOn(opened: Stage, rounds: number, gone: number, thrown: Dice, say: Say): Promise<Part> {
  await using stage = opened;
  const play = await openPlay(stage, thrown);
  const played: (Round & { stage: string })[] = [];
  const losses: string[] = [];
  const lose = (found: readonly string[]) => {
    for (const loss of found) say(`  LOST ${loss}`);
    losses.push(...found);
  };
  for (let number = 1; number <= rounds; number += 1) {
    const round = await playRound(play);
    played.push({ ...round, stage: stage.name });
    say(
      `${stage.name} ${String(number).padStart(3)}: ${round.victim} killed, ready after ${round.recovery} ms; ` +
        `${round.requests} requests, ${round.acknowledged} acknowledged, ${round.losses.length} lost`,
    );
    lose(round.losses);
  }
  if (gone > 0 && hasDatabaseToStop(stage)) {
    const { asked, slowest, wrong } = await databaseGone(play, stage, gone);
    say(`${stage.name}: without database for ${gone} s; ${asked} requests, the slowest answer after ${slowest} ms`);
    lose(wrong);
  }
  // At the end everything, not a sample.
  lose(await checkPlay(play));
  say(`${stage.name}: ${play.ledger.awards.size} acknowledged awards looked at, one by one`);
  return { play, rounds: played, losses };
}

/** The figures for `docs/reliability.md`. */
export function summary({ rounds, losses, ...counted }: Played): string[] {
  const recoveries = rounds.map(({ recovery }) => recovery).toSorted((a, b) => a - b);
  const kills = victims.map((victim) => `${victim} ${rounds.filter((round) => round.victim === victim).length}`);
  return [
    `rounds ${rounds.length}; kills: ${kills.join(', ')}`,
    `requests ${counted.requests}; acknowledged ${counted.acknowledged}, answered "not now" ${counted.unavailable}, ` +
      `connections broken ${counted.broken}, cut by clients ${counted.cut}`,
    `recovery: median ${recoveries[Math.floor(recoveries.length / 2)] ?? 0} ms, longest ${recoveries.at(-1) ?? 0} ms`,
    `badges verified at the end ${counted.badges}; losses ${losses.length}; seed ${counted.seed}`,
  ];
}
