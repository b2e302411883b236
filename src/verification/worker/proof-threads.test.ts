import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { controllerOf, created, issuerKey, richFacts } from '../../../tests/interop/badges.ts';
import { buildCredential, type JsonObject, signWithSuite, suiteKeyOfMultikey } from '../../openbadges/index.ts';
import { type ProofThreads, startProofThreads, type ThreadLimits, usualLimits } from './proof-threads.ts';

const controllers = new Map([[issuerKey.controller, controllerOf(issuerKey)]]);
let badge: JsonObject;
let dear: JsonObject;
let threads: ProofThreads;

beforeAll(async () => {
  const key = suiteKeyOfMultikey(issuerKey);
  const signing = { suite: 'eddsa-rdfc-2022', key, verificationMethod: issuerKey.id, created } as const;
  badge = await signWithSuite({ ...buildCredential(richFacts) }, signing);
  // Canonicalizing costs the square of the number of statements; no limit of ours lets so many through, here they are.
  const evidence = Array.from({ length: 40_000 }, (_, n) => ({ type: ['Evidence'], name: `piece ${n}` }));
  dear = { ...badge, evidence };
});
afterEach(async () => {
  await threads.close();
});

const start = (limits: Partial<ThreadLimits> = {}) => {
  threads = startProofThreads({ ...usualLimits, threads: 1, ...limits });
  return threads.checkProofs;
};

describe('proofs that are checked in threads', () => {
  test('come out as they do here', async () => {
    const checkProofs = start();
    expect(await checkProofs(badge, controllers, new Date(created))).toMatchObject({ verified: true });
    expect(await checkProofs({ ...badge, name: 'Another' }, controllers)).toMatchObject({ code: 'signature-mismatch' });
    expect(await checkProofs(badge, new Map())).toMatchObject({ code: 'unknown-key' });
  });

  test('of a document that takes too long are given up, and the next is checked as ever (threats.md §2.11)', async () => {
    const checkProofs = start({ time: 1_500 });
    expect(await checkProofs(dear, controllers)).toEqual({ verified: false, code: 'too-costly', proofs: [] });
    expect(await checkProofs(badge, controllers)).toMatchObject({ verified: true });
  });

  test('of a document that takes too much memory are given up', async () => {
    const checkProofs = start({ heap: 48, time: 20_000 });
    const evidence = Array.from({ length: 200 }, (_, n) => ({
      type: ['Evidence'],
      name: `${n}${'é'.repeat(500_000)}`,
    }));
    expect(await checkProofs({ ...badge, evidence }, controllers)).toMatchObject({ code: 'too-costly' });
    expect(await checkProofs(badge, controllers)).toMatchObject({ verified: true });
  });

  test('wait for a thread no longer than the line is: whoever comes then is told to come again', async () => {
    const checkProofs = start({ waiting: 1 });
    const [first, second, third] = await Promise.allSettled([0, 1, 2].map(() => checkProofs(badge, controllers)));
    expect([first?.status, second?.status]).toEqual(['fulfilled', 'fulfilled']);
    expect(third).toMatchObject({ status: 'rejected', reason: { code: 'unavailable' } });
  });
});
