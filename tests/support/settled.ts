import { type Provider, reportOf, type World } from './world.ts';

/** An academy in the middle of its work: badges awarded, one withdrawn, a proposal open, a catalogue of its own. */
export interface Settled extends Provider {
  readonly learnerId: string;
  readonly completionId: string;
  readonly awardIds: readonly string[];
  readonly proposalId: string;
}

/** Three completions that meet the yardstick of the sample's scheme; the last one makes the proposal. */
export async function proposeScheme(academy: Provider, email: string): Promise<{ id: string; last: any }> {
  const judged = [
    ['ST-03', 'WP-02', [3, 2]],
    ['ST-04', 'WP-03', [3, 3]],
    ['ST-05', 'WP-04', [3, 3]],
  ] as const;
  let last: any;
  for (const [station, ulo, [a, b]] of judged) {
    const criteria = [
      { criterion: `criterion:${ulo}-A`, level: a },
      { criterion: `criterion:${ulo}-B`, level: b },
    ];
    const sent = {
      learner: { email },
      station: `station:${station}`,
      completedOn: '2026-06-01',
      assessments: [{ ulo: `ulo:${ulo}`, criteria }],
    };
    const answer = await academy.post('/v1/completions', sent);
    if (answer.status !== 201) throw new Error(answer.text);
    last = answer.body;
  }
  return { id: last.proposals[0].id, last };
}

/** The sample academy with two learners. */
export async function settledAcademy(world: World, slug: string): Promise<Settled> {
  const academy = await world.academy(slug);
  const { id: proposalId, last } = await proposeScheme(academy, `scheme@${slug}.example`);
  const first = await academy.post('/v1/completions', reportOf(`first@${slug}.example`));
  await academy.post(`/v1/awards/${first.body.awards[0].id}/suspend`, { reason: { nl: 'Even niet' } });
  const catalogue = `uri,kind,label_nl\nurn:${slug}:1,skill,vaardigheid van ${slug}`;
  const imported = await academy.post('/v1/catalogues/own/imports?version=1', catalogue, {
    'content-type': 'text/csv',
  });
  if (imported.status !== 200) throw new Error(imported.text);
  const awards = await academy.get('/v1/awards');
  return {
    ...academy,
    learnerId: last.learner.id,
    completionId: last.completion.id,
    awardIds: awards.body.items.map(({ id }: { id: string }) => id),
    proposalId,
  };
}
