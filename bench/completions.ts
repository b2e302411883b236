/**
 * What a badge costs: the whole way through `POST /v1/completions` (loopback HTTP, validation, deciding, signing, self-check, durable commit
 * on PostgreSQL) against the signature alone, as the stock library makes it of the very same documents. Both in one run on one machine,
 * in turns, so that the ratio can be compared where the figures themselves cannot.
 *
 *   npm run bench            about 20 seconds
 *   npm run bench -- 1       seconds per turn
 */
import { availableParallelism } from 'node:os';
import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import { from } from '@digitalbazaar/ed25519-multikey';
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import { issue } from '@digitalbazaar/vc';
import { documentLoader, generateEd25519Key } from '../src/openbadges/index.ts';
import { call, median, openBench, report, round, say } from './provider.ts';

const secondsPerTurn = Number(process.argv[2] ?? 2.5);
const turns = 3;
/** Reports in flight at once, as from a provider that reports a class. */
const inFlight = 8;

await using bench = await openBench();
await report(bench, 1);
const ours: number[] = [];
const stock: number[] = [];
for (let turn = 1; turn <= turns; turn += 1) {
  const { urls, rate } = await issueForAWhile();
  const documents = await Promise.all(urls.map(unsigned));
  ours.push(rate);
  stock.push(await signForAWhile(documents));
  say(`turn ${turn}: Stempel ${round(rate)} badges/s, stock library ${round(stock.at(-1) ?? 0)} signatures/s`);
}
const ratios = ours.map((rate, index) => rate / (stock[index] ?? 1));
say('');
say(`Stempel, POST /v1/completions, durable   ${round(median(ours))} badges/s`);
say(`@digitalbazaar/vc issue(), nothing else  ${round(median(stock))} signatures/s`);
say(`ratio                                    ${median(ratios).toFixed(2)}`);
say(
  `(medians of ${turns} turns; Node ${process.version}, ${availableParallelism()} cores; client, server and library share them)`,
);

/** Reports of ever new learners, several at once, until the turn is over. */
async function issueForAWhile(): Promise<{ urls: string[]; rate: number }> {
  const urls: string[] = [];
  const start = performance.now();
  const end = start + secondsPerTurn * 1_000;
  const reportUntilTheEnd = async () => {
    while (performance.now() < end) urls.push(...(await report(bench, Math.random())));
  };
  await Promise.all(Array.from({ length: inFlight }, reportUntilTheEnd));
  return { urls, rate: (urls.length * 1_000) / (performance.now() - start) };
}

async function unsigned(url: string): Promise<object> {
  const { proof: _proof, ...document } = await call<Record<string, unknown>>(bench.url, 'GET', new URL(url).pathname);
  return document;
}

/** The stock library as its documentation shows it, with contexts in memory and the key loaded once. */
async function signForAWhile(documents: readonly object[]): Promise<number> {
  const pair = await generateEd25519Key();
  const controller = `did:key:${pair.publicKeyMultibase}`;
  const context = 'https://w3id.org/security/multikey/v1';
  const id = `${controller}#${pair.publicKeyMultibase}`;
  const key = await from({ '@context': context, type: 'Multikey', id, controller, ...pair });
  const loader = documentLoader();
  const start = performance.now();
  const end = start + secondsPerTurn * 1_000;
  let signed = 0;
  for (; performance.now() < end; signed += 1) {
    const credential = structuredClone(documents[signed % documents.length] ?? {});
    const suite = new DataIntegrityProof({ signer: key.signer(), cryptosuite });
    await issue({ credential, suite, documentLoader: loader });
  }
  return (signed * 1_000) / (performance.now() - start);
}
