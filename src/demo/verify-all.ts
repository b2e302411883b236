import type { AwardAnswer } from '../awards/index.ts';
import { createClient } from './client.ts';
import type { SampleAcademy } from './sample-academy.ts';

/** One badge as `--json` prints it. */
export interface DemoBadge {
  readonly id: string;
  readonly url: string;
  readonly learner: string;
  readonly achievement: string;
  readonly kind: string;
  readonly state: string;
}

/** What came out of checking every badge. */
export interface DemoResult {
  readonly badges: readonly DemoBadge[];
  readonly verified: number;
  readonly failed: number;
  /** One line per badge that is not as the sample expects. */
  readonly failures: readonly string[];
}

const expectedVerdict: Record<string, string> = { active: 'valid', revoked: 'revoked', suspended: 'suspended' };

/**
 * Fetches every badge as a stranger would, has it verified, and holds it against the credentials that the sample file lists: the same
 * set, the same states, and for each the verdict that belongs to its state.
 */
export async function verifyAll(
  baseUrl: string,
  sample: SampleAcademy,
  awards: readonly AwardAnswer[],
): Promise<DemoResult> {
  const stranger = createClient(baseUrl);
  const expected = new Map(sample.credentials.map((each) => [`${each.learnerId} ${each.badgeId}`, each.status]));
  const ofSample = awards.filter(
    (each) => expected.has(nameOf(each)) || sample.learners.some(({ id }) => id === each.learner.reference),
  );
  const failures: string[] = [];
  const badges: DemoBadge[] = [];
  for (const award of ofSample) {
    const name = nameOf(award);
    const signed = await stranger.get<unknown>(pathOf(award.url));
    const { verdict } = await stranger.send<{ verdict: string }>('POST', '/verify', signed);
    const wanted = expected.get(name);
    expected.delete(name);
    if (wanted === undefined) failures.push(`${name}: not among the expected credentials`);
    else if (award.state !== wanted) failures.push(`${name}: state ${award.state}, expected ${wanted}`);
    else if (verdict !== expectedVerdict[wanted])
      failures.push(`${name}: verdict ${verdict}, expected ${expectedVerdict[wanted]}`);
    badges.push({
      id: award.id,
      url: award.url,
      learner: award.learner.reference ?? award.learner.id,
      achievement: award.achievement.ref,
      kind: award.achievement.kind,
      state: award.state,
    });
  }
  for (const name of expected.keys()) failures.push(`${name}: expected, but there is no such badge`);
  return {
    badges,
    verified: badges.length - failures.filter((line) => !line.includes('there is no such badge')).length,
    failed: failures.length,
    failures,
  };
}

function nameOf(award: AwardAnswer): string {
  return `${award.learner.reference} ${award.achievement.ref}`;
}

/** Badges of an earlier run may carry an earlier address of this service; its path is the same. */
function pathOf(url: string): string {
  return new URL(url).pathname;
}
