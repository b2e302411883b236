import { expect, test } from 'vitest';
import { isObject } from '../../src/openbadges/index.ts';
import type { Sources } from '../../src/verification/judge/sources.ts';
import { judgeSent } from '../../src/verification/judge-sent.ts';
import { play } from './play.ts';

/** More of them: npm run test:fuzz -- --cases 100000 */
const cases = 1_000;

test('no change that says something else is valid, and nothing that is sent makes judging throw (threats.md §2)', async () => {
  const tally = await play({ cases, seed: 20_261_122 });
  expect(tally.falseValids).toEqual([]);
  expect(tally.thrown).toEqual([]);
  expect(tally.cases).toBe(cases);
  // A game in which nothing gets as far as the signature, or nothing is ever valid, would prove nothing.
  expect(tally.verdicts.invalid).toBeGreaterThan(100);
  expect(tally.same).toBeGreaterThan(3);
});

test('a judge that believes every signature is found out', async () => {
  const believing: Sources['proofs'] = async (document) => {
    const [proof] = [document.proof].flat();
    const verificationMethod = isObject(proof) ? String(proof.verificationMethod) : '';
    const one = { code: 'proof-verified' as const, verificationMethod };
    return { verified: true, ...one, proofs: [one] };
  };
  const tally = await play({ cases: 60, seed: 1, chanceOnly: true }, (bytes, { sources }) =>
    judgeSent({ sent: { bytes } }, { ...sources, proofs: believing }),
  );
  expect(tally.falseValids.length).toBeGreaterThan(5);
});
