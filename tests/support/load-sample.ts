import { reportsOf } from '../../src/demo/sample-academy.ts';
import { sampleAcademy } from './sample-academy.ts';
import type { Answer, Provider } from './world.ts';

/** Everything that the sample academy reports, confirms and withdraws, through the API as its own developers would. */
export async function reportSample(academy: Provider): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const { id } of sampleAcademy.learners) {
    for (const { path, body } of reportsOf(sampleAcademy, id)) answers.push(await academy.post(path, body));
  }
  answers.push(await confirmScheme(academy), ...(await withdraw(academy)));
  return answers;
}

/** Of the three learners who meet the yardstick, one was confirmed. */
async function confirmScheme(academy: Provider): Promise<Answer> {
  const { learnerId, badgeId, awardedDate } = sampleAcademy.credentials.find(
    ({ badgeId: ref }: { badgeId: string }) => ref === 'badge:vp-warmtepomp',
  );
  const { body } = await academy.get('/v1/proposals?limit=200');
  const proposal = body.items.find(
    (each: any) => each.learner.reference === learnerId && each.achievement.ref === badgeId,
  );
  return academy.post(`/v1/proposals/${proposal.id}/confirm`, {
    assessor: { name: 'Marit Oosterbaan', organisation: 'Warmtegilde Demo' },
    confirmedOn: awardedDate,
    statements: ['14 maanden gewerkt als monteur, werkgeversverklaring gezien.'],
  });
}

async function withdraw(academy: Provider): Promise<Answer[]> {
  const { body } = await academy.get('/v1/awards?limit=200');
  const withdrawn = sampleAcademy.credentials.filter(({ status }: { status: string }) => status !== 'active');
  return Promise.all(
    withdrawn.map(({ learnerId, badgeId, status, revocation, suspension }: any) => {
      const award = body.items.find(
        (each: any) => each.learner.reference === learnerId && each.achievement.ref === badgeId,
      );
      const verb = status === 'revoked' ? 'revoke' : 'suspend';
      return academy.post(`/v1/awards/${award.id}/${verb}`, { reason: (revocation ?? suspension).reason });
    }),
  );
}
