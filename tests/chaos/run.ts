// npm run test:chaos -- [--rounds N] [--seed S] [--gone SECONDS] [--json FILE]
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { playAll, summary } from './play-all.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '100' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    gone: { type: 'string', default: '30' },
    json: { type: 'string' },
  },
});
const say = (line: string) => void process.stdout.write(`${line}\n`);
const played = await playAll(
  { rounds: Number(values.rounds), seed: Number(values.seed), secondsWithoutDatabase: Number(values.gone) },
  say,
);
for (const line of summary(played)) say(line);
if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(played, null, 2)}\n`);
process.exitCode = played.losses.length === 0 ? 0 : 1;
