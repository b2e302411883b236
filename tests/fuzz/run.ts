// npm run test:fuzz -- [--cases N] [--seed S] [--threads T]
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import type { Tally, Wanted } from './play.ts';

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '10000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    threads: { type: 'string', default: '2' },
  },
});
const [cases, seed, threads] = [Number(values.cases), Number(values.seed), Number(values.threads)];
const say = (line: string) => void process.stdout.write(`${line}\n`);

say(`seed ${seed}`);
const begun = performance.now();
const shares = Array.from({ length: threads }, (_, index): Wanted => {
  // Seeds of the shares are far enough apart that no round of one is a round of the other.
  const own = Math.floor(cases / threads) + (index < cases % threads ? 1 : 0);
  return { cases: own, seed: seed + index * 10_000_000, share: { index, of: threads } };
});
const tallies = await Promise.all(shares.map(inThread));
const sum = (count: (tally: Tally) => number) => tallies.reduce((total, tally) => total + count(tally), 0);
const counted = (of: (tally: Tally) => Record<string, number>) => {
  const names = new Set(tallies.flatMap((tally) => Object.keys(of(tally))));
  return [...names].map((name) => `${name} ${sum((tally) => of(tally)[name] ?? 0)}`).join(', ');
};
const wrong = tallies.flatMap(({ falseValids, thrown }) => [...falseValids, ...thrown]);
say(`${sum((tally) => tally.cases)} cases in ${Math.round((performance.now() - begun) / 1_000)} s`);
say(`forms: ${counted((tally) => tally.byForm)}`);
say(`verdicts: ${counted((tally) => tally.verdicts)}`);
say(`valid, and saying what was signed: ${sum((tally) => tally.same)}`);
say(`false valids: ${sum((tally) => tally.falseValids.length)}; thrown: ${sum((tally) => tally.thrown.length)}`);
for (const each of wrong.slice(0, 20)) say(each);
process.exitCode = wrong.length === 0 ? 0 : 1;

function inThread(wanted: Wanted): Promise<Tally> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./share.ts', import.meta.url), { workerData: wanted });
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}
