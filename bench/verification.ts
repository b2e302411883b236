/**
 * What it costs to know whether a badge is genuine: the whole judgement through `POST /verify` (loopback HTTP, strict reading, shape, proof in
 * a thread of its own, issuer, dates, status list), and the judgement of our library alone, against the proof alone as the stock library
 * checks it. All in one run on one machine, in turns; one badge after the other, so that the figures are times.
 *
 *   node bench/verification.ts           about 20 seconds
 *   node bench/verification.ts 1         seconds per turn
 */
import { availableParallelism } from 'node:os';
import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import { verifyCredential } from '@digitalbazaar/vc';
import { verifyBadge } from '../src/library/index.ts';
import { type ControllerDocument, documentLoader, verifyProofs } from '../src/openbadges/index.ts';
import { call, median, openBench, report, say } from './provider.ts';

const secondsPerTurn = Number(process.argv[2] ?? 2);
const turns = 3;

await using bench = await openBench();
const [, badgeUrl = ''] = await report(bench, 1);
const badge = await call<Record<string, unknown>>(bench.url, 'GET', new URL(badgeUrl).pathname);
const text = JSON.stringify(badge);
const plainHost = new URL(badgeUrl).host;

const issuer = await call<ControllerDocument>(bench.url, 'GET', '/issuers/bench/did.json');
const controllers = new Map([[issuer.id, issuer]]);
const posted = () => call<{ verdict: string }>(bench.url, 'POST', '/verify', undefined, badge);
const ways: Readonly<Record<string, () => Promise<boolean>>> = {
  'Stempel, POST /verify': async () => (await posted()).verdict === 'valid',
  'Stempel, stempel/verify': async () => (await verifyBadge(text, { plainHost })).verdict === 'valid',
  'Stempel, proof alone': async () => (await verifyProofs(badge, controllers)).code === 'proof-verified',
  '@digitalbazaar/vc, proof alone': await stockWay(),
};
const times: Record<string, number[]> = {};
for (const way of Object.values(ways)) if (!(await way())) throw new Error('the badge is not found valid');
for (let turn = 1; turn <= turns; turn += 1)
  for (const [name, way] of Object.entries(ways)) times[name] = [...(times[name] ?? []), await medianTime(way)];
const medians = Object.entries(times).map(([name, measured]) => [name, median(measured)] as const);
const stock = medians.at(-1)?.[1] ?? 1;
for (const [name, time] of medians)
  say(`${name.padEnd(32)} ${time.toFixed(1).padStart(6)} ms   ratio ${(time / stock).toFixed(2)}`);
say(
  `(medians of ${turns} turns, a badge with a rubric of ${text.length} bytes; Node ${process.version}, ${availableParallelism()} cores)`,
);

/** The stock library as its documentation shows it: contexts, issuer and key in memory, and no question of status. */
async function stockWay(): Promise<() => Promise<boolean>> {
  const context = 'https://w3id.org/security/multikey/v1';
  const keys = issuer.verificationMethod.map((method) => [method.id, { '@context': context, ...method }] as const);
  const loader = documentLoader(new Map<string, object>([[issuer.id, issuer], ...keys]));
  return async () => {
    const suite = new DataIntegrityProof({ cryptosuite });
    const checkStatus = async () => ({ verified: true });
    const credential = structuredClone(badge);
    return (await verifyCredential({ credential, suite, documentLoader: loader, checkStatus })).verified;
  };
}

/** Milliseconds of one judgement: the median of one turn. */
async function medianTime(way: () => Promise<boolean>): Promise<number> {
  const taken: number[] = [];
  const end = performance.now() + secondsPerTurn * 1_000;
  while (performance.now() < end) {
    const start = performance.now();
    await way();
    taken.push(performance.now() - start);
  }
  return median(taken);
}
