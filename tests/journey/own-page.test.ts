import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ownPageOf } from '../support/own-page.ts';
import { makeWorld, type Provider, reportOf, type World } from '../support/world.ts';

let world: World;
let academy: Provider;
beforeAll(async () => {
  world = await makeWorld();
  academy = await world.academy();
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});
let count = 0;
const someone = async (name = 'Noor Visser') => {
  const learner = { email: `own-${++count}@example.org`, name };
  const { body } = await academy.post('/v1/completions', { ...reportOf(learner.email), learner });
  return { id: body.learner.id as string, email: learner.email, awards: body.awards as any[] };
};

test('shows', async () => {
  const noor = await someone();
  const own = await ownPageOf(world, academy, noor.id);
  const page = await own.get();
  expect(page.status, page.text).toBe(200);
  expect(page.text).toContain(noor.email);
  console.log((await own.send('/sharing', { badge: 'all', name: 'on' })).headers, (await own.data()).consents);
  console.log((await own.send('/sharing', { badge: 'all', page: 'off' })).headers);
  const r = await world.stranger.get(new URL(noor.awards[0].url).pathname, { accept: 'text/html' });
  console.log(r.status, r.text.slice(r.text.indexOf('<main'), r.text.indexOf('</main')));
  console.log((await own.send('/erasure', { sure: 'yes' })).headers);
  console.log((await own.get('/erasure')).status, await own.get('/export', {}).then((r) => r.body.more));
});
