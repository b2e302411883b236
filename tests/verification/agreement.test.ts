import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { playedSources } from '../../src/verification/judge/played-sources.test-data.ts';
import type { Case } from './case.ts';
import { controllerOf } from './foreign.ts';
import { type Opinion, opinionOfLibraries, opinionOfWallet, type Question } from './opinions.ts';
import { tables } from './tables.ts';

const { proofs, tokens, issuers, shapes, statuses } = tables;

/** A reason of ours, and the cases in which somebody else relies on what we refuse for it. */
type Differences = Readonly<Record<string, readonly string[]>>;

/** Whom we ask about what, and where we differ. Each reason is argued in `docs/verification.md`. */
const others: readonly {
  readonly name: string;
  readonly asked: readonly Case[];
  readonly opinion: (question: Question) => Promise<Opinion>;
  /** How many cases they can judge at least. */
  readonly judged: number;
  readonly differences: Differences;
}[] = [
  {
    name: 'the stock libraries',
    asked: [...proofs, ...tokens, ...issuers, ...shapes],
    opinion: opinionOfLibraries,
    judged: 110,
    differences: {
      'claims-mismatch': [
        ...['jti', 'sub', 'nbf', 'exp'].map((claim) => `a JWT whose ${claim} says another thing than the badge in it`),
        'a JWT with a badge under vc and another one beside it',
      ],
      'context-not-allowed': ['a badge with a context that makes every word a term'],
      'empty-list': ['a badge with an empty list'],
      expired: ['a proof that has expired'],
      'key-compromised': ['a key that its controller has withdrawn'],
      'key-expired': ['a key that had ended before the proof was made'],
      'malformed-jwt': ['an SD-JWT with a part that its issuer did not sign'],
      'malformed-proof': ['more proofs than are looked at'],
      'no-recipient': ['an SD-JWT that does not show whose it is'],
      'not-yet-valid': ['a proof from the future'],
      'null-value': ['a badge with a null'],
      'signature-mismatch': ['a set of two proofs, one of them altered'],
    },
  },
  {
    name: 'verifier-core',
    asked: statuses,
    opinion: opinionOfWallet,
    judged: 20,
    differences: {
      'list-not-reachable': ['status: 1EdTech revocation list that is not there'],
      'list-of-another-address': ['status: the list names another address as its own'],
      'list-of-another-issuer': ['status: a list by somebody else'],
      'list-too-short': ['status: the list is too short for anybody’s privacy'],
      'malformed-status': ['1e3', ' 7', '07', '7.0'].map((place) => `status: the place written as "${place}"`),
      revoked: ['status: 1EdTech revocation list with the badge'],
    },
  },
];

const documentation = readFileSync(new URL('../../docs/verification.md', import.meta.url), 'utf8');

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Our verdict is asserted by the table itself. */
async function compared({ sent, played, verdict }: Case, opinion: (question: Question) => Promise<Opinion>) {
  const world = (await played?.()) ?? { controllers: [controllerOf()] };
  const question = { sent: await sent(), played: world, now: playedSources(world).now };
  vi.useFakeTimers({ now: question.now, toFake: ['Date'] });
  const theirs = await opinion(question);
  vi.useRealTimers();
  return { theirs, ours: verdict === 'valid' || verdict === 'valid-with-warnings' ? 'relies' : 'refuses' };
}

describe.each(others)('$name', ({ asked, opinion, judged, differences }) => {
  test('relies on nothing that we refuse, but for the reasons that are written down, and refuses nothing that we rely on', async () => {
    const found: { code: string; name: string }[] = [];
    const refused: string[] = [];
    let count = 0;
    for (const each of asked) {
      const { theirs, ours } = await compared(each, opinion);
      if (theirs !== undefined) count += 1;
      if (theirs === 'relies' && ours === 'refuses') found.push(each);
      if (theirs === 'refuses' && ours === 'relies') refused.push(each.name);
    }
    const byReason = Object.groupBy(found, ({ code }) => code);
    expect(Object.entries(byReason).map(([code, cases = []]) => [code, cases.map(({ name }) => name)])).toEqual(
      expect.arrayContaining(Object.entries(differences)),
    );
    expect(found).toHaveLength(Object.values(differences).flat().length);
    expect(refused).toEqual([]);
    expect(count).toBeGreaterThanOrEqual(judged);
  });

  test.each(Object.keys(differences))('is told about in the documentation: %s', (code) => {
    expect(documentation).toContain(`| \`${code}\` |`);
  });
});
