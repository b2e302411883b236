import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rowsOf } from '../support/stored.ts';
import { type Client, makeWorld, reportOf, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const did = 'did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK';
const minute = 60_000;
let count = 0;
async function award(own: Client) {
  const email = `reinstated-${++count}@example.org`;
  const { body } = await own.post('/v1/completions', { ...reportOf(email), learner: { email, did } });
  const [{ id, url }] = body.awards;
  return { id, learnerId: body.learner.id, path: new URL(url).pathname };
}
const badgeOf = async ({ path }: { path: string }) => (await world.stranger.get(path)).body;
const statusCheck = async (badge: object) => {
  const { verdict, checks } = (await world.stranger.post('/verify', badge)).body;
  return [verdict, checks.find(({ name }: any) => name === 'status').code];
};
/** What became of each credential: its state, and whether a newer issue took its place. */
const placesOf = async ({ id }: { id: string }) =>
  (
    await rowsOf(
      world.database,
      `select c.format || ' ' || e.state || case when e.replaced_by_list_id is null then '' else ' replaced' end as place
       from credentials c join status_entries e on e.list_id = c.status_list_id and e.index = c.status_index
       where c.award_id = $1 order by c.format, c.issue`,
      id,
    )
  ).map(({ place }) => place);
const logged = async ({ id }: { id: string }) =>
  (await rowsOf(world.database, 'select issue, kind from log_entries where award_id = $1 order by id', id)).map(
    ({ issue, kind }) => `${issue} ${kind}`,
  );

describe('reinstating', () => {
  test('what a compromised key signed: a fresh badge, the old one stays withdrawn, and the public log tells it in order', async () => {
    const own = await world.academy('reinstate-key');
    const held = await award(own);
    const before = await badgeOf(held);
    const [key] = (await own.get('/v1/keys')).body.items;
    world.clock.advance(minute);
    const since = new Date(world.clock.now().getTime() - 2 * minute).toISOString();
    expect((await own.post(`/v1/keys/${key.id}/compromise`, { since, reason: 'stolen' })).status).toBe(200);
    await world.work('compromise-playbook');
    expect((await own.get(`/v1/awards/${held.id}`)).body.state).toBe('revoked');

    expect((await own.post(`/v1/awards/${held.id}/reinstate`, {})).body.state).toBe('active');
    const fresh = await badgeOf(held);
    expect([fresh.id, fresh.awardedDate]).toEqual([before.id, before.awardedDate]);
    expect(await statusCheck(fresh)).toEqual(['valid', 'not-withdrawn']);
    expect((await world.stranger.post('/verify', before)).body.verdict).toBe('revoked');
    expect(await placesOf(held)).toEqual(['eddsa-rdfc-2022 revoked replaced', 'eddsa-rdfc-2022 valid']);
    const entries = await logged(held);
    expect(entries.filter((entry) => entry.startsWith('2'))).toEqual(['2 issued', '2 reinstated']);
    expect(entries.slice(0, 2)).toEqual(['1 issued', '1 revoked']);
    const [{ withdrawn_because }] = await rowsOf(
      world.database,
      'select withdrawn_because from awards where id = $1',
      held.id,
    );
    expect(withdrawn_because).toBeNull();
  });

  test('takes the place of every copy that the suspension took, in any format', async () => {
    const own = await world.academy('reinstate-jwt');
    await own.post('/v1/keys', { algorithm: 'P-256' });
    const held = await award(own);
    const ask = () => own.post(`/v1/awards/${held.id}/credentials`, { format: 'vc+jwt', algorithm: 'ES256' });
    const { body: old } = await ask();
    await own.post(`/v1/awards/${held.id}/suspend`, { reason: 'x' });
    world.clock.advance(minute);
    await own.post(`/v1/awards/${held.id}/reinstate`, {});
    expect(await placesOf(held)).toEqual([
      'eddsa-rdfc-2022 revoked replaced',
      'eddsa-rdfc-2022 valid',
      'vc+jwt revoked replaced',
    ]);
    expect((await ask()).body.id).not.toBe(old.id);
    expect((await placesOf(held)).at(-1)).toBe('vc+jwt valid');
  });

  test('is too late for a learner who was erased', async () => {
    const own = await world.academy('reinstate-erased');
    const held = await award(own);
    await own.post(`/v1/awards/${held.id}/suspend`, { reason: 'x' });
    expect((await own.post(`/v1/learners/${held.learnerId}/erase`, { badges: 'keep' })).status).toBeLessThan(300);
    const refused = await own.post(`/v1/awards/${held.id}/reinstate`, {});
    expect([refused.status, refused.body.type]).toEqual([410, expect.stringMatching(/gone$/)]);
    expect((await own.get(`/v1/awards/${held.id}`)).body.state).toBe('suspended');
  });
});

describe('withdrawing by a query', () => {
  test('reaches the badges of an erased learner, too', async () => {
    const own = await world.academy('withdraw-erased');
    const held = await award(own);
    expect((await own.post(`/v1/learners/${held.learnerId}/erase`, { badges: 'keep' })).status).toBeLessThan(300);
    const { body } = await own.post('/v1/awards/withdraw', {
      action: 'revoke',
      reason: 'x',
      where: { ids: [held.id] },
    });
    expect(body).toMatchObject({ matched: 1, changed: 1 });
    expect(await placesOf(held)).toEqual(['eddsa-rdfc-2022 revoked']);
  });
});
