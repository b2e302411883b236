import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadPublished } from '../../src/curriculum/index.ts';
import { approval, curricula, newOnes, other, rubricZ3 } from '../support/curriculum.ts';
import { makeWorld, type World } from '../support/world.ts';

let world: World;
const academy = curricula(() => world);
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

describe('a ULO on its way', () => {
  test('goes from draft to validated to published, and what waited for it is awarded', async () => {
    const { issuer } = await academy.issuerWith(other());
    expect((await issuer.put('/v1/rubrics/rubriek-Z3', rubricZ3)).status).toBe(200);
    expect((await issuer.get('/v1/ulos/lu-3')).body.state).toBe('draft');

    const tooSoon = await issuer.post('/v1/ulos/lu-3/publish');
    expect(tooSoon.status).toBe(422);
    expect(tooSoon.body.errors.map(({ code }: { code: string }) => code)).toEqual(['ulo-not-validated']);

    await issuer.post('/v1/ulos/lu-3/validations', {
      ...approval,
      verdict: 'changes-requested',
      date: '2026-01-05',
    });
    expect((await issuer.get('/v1/ulos/lu-3')).body.state).toBe('draft');
    const validated = await issuer.post('/v1/ulos/lu-3/validations', approval);
    expect(validated.body.drafts).toMatchObject({ ulo: 1, station: 1 });
    expect((await issuer.get('/v1/ulos/lu-3')).body.state).toBe('validated');

    const published = await issuer.post('/v1/ulos/lu-3/publish');
    expect(newOnes(published.body.achievements)).toEqual(['b-gesprekken']);
    expect(published.body.drafts).toEqual({ station: 0, line: 0, ulo: 0, rubric: 0, yardstick: 0 });
    expect((await issuer.post('/v1/ulos/lu-3/publish')).status).toBe(409);

    const { body: document } = await issuer.get('/v1/curriculum');
    expect(document.ulos[2]).toMatchObject({ status: 'published', rubricId: 'rubriek-Z3' });
    const curriculum = await loadPublished(world.database, issuer.issuer.id);
    expect(curriculum.ulos.get('lu-3')?.rubric.criteria).toHaveLength(1);
  });

  test('as a new version leaves the version before in force until it is published', async () => {
    const { issuer } = await academy.issuerWith(other());
    const { body: now } = await issuer.get('/v1/ulos/lu-1');
    const draft = {
      ...now.content,
      version: 2,
      status: 'draft',
      title: { nl: 'Veilig verplaatsen met de nieuwe lift' },
    };
    const sent = await issuer.put('/v1/ulos/lu-1', draft);
    expect(newOnes(sent.body.achievements)).toEqual([]);
    expect((await loadPublished(world.database, issuer.issuer.id)).ulos.get('lu-1')).toMatchObject({
      version: 1,
      title: { nl: 'Veilig verplaatsen' },
    });
    await issuer.post('/v1/ulos/lu-1/validations', approval);
    const published = await issuer.post('/v1/ulos/lu-1/publish');
    expect(newOnes(published.body.achievements)).toEqual(['b-tildag', 'b-z1', 'b-z1-rapport', 'b-helpende']);
    expect((await loadPublished(world.database, issuer.issuer.id)).ulos.get('lu-1')?.version).toBe(2);
  });

  test('is refused with pointers into what was sent', async () => {
    const { issuer } = await academy.issuerWith(other());
    const { body: now } = await issuer.get('/v1/ulos/lu-3');
    const wrong = await issuer.put('/v1/ulos/lu-3', { ...now.content, skills: ['gesprek', 'dansen'] });
    expect(wrong.body.errors).toMatchObject([{ code: 'unknown-reference', pointer: '#/skills/1' }]);
    const shapeless = await issuer.put('/v1/ulos/lu-3', { ...now.content, title: 'x' });
    expect([shapeless.status, shapeless.body.errors[0].pointer]).toEqual([400, '#/title']);
    expect((await issuer.put('/v1/ulos/lu-4', now.content)).body.errors[0].pointer).toBe('#/id');
    const stranger = await issuer.post('/v1/ulos/lu-3/validations', { ...approval, expertId: 'niemand' });
    expect(stranger.body.errors).toMatchObject([{ code: 'unknown-reference', pointer: '#/expertId' }]);
    expect((await issuer.post('/v1/ulos/lu-9/publish')).status).toBe(404);
    const elsewhere = await issuer.put('/v1/ulos/lu-3', { ...now.content, id: 'lu-3', code: 'Z1' });
    expect(elsewhere.body.errors).toMatchObject([{ code: 'duplicate-code', pointer: '#/code' }]);
  });
});
