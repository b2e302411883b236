import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OperatorShell, operatorShell } from '../support/operator-shell.ts';
import { rowsOf } from '../support/stored.ts';
import { makeWorld, type Provider, reportOf, type World } from '../support/world.ts';

/** The verbs of the operator's shell, each beside the route of the same verb. That the program itself starts them is in `platform/command-line`. */
let world: World;
let kompas: Provider;
let shell: OperatorShell;
beforeAll(async () => {
  world = await makeWorld({ now: new Date().toISOString() });
  kompas = await world.academy('kompas');
  shell = await operatorShell(world);
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

/** What nobody of this issuer has. */
const nobody = '01890000-0000-7000-8000-00000000000a';
/** The shell goes by the clock of this machine, so the world, where time stands still, must keep up with it: nothing is signed behind the records. */
const keepUp = ({ clock }: World) => clock.advance(Date.now() - clock.now().getTime());
const report = async (email: string) => {
  keepUp(world);
  return (await kompas.post('/v1/completions', reportOf(email))).body;
};

describe('stempel award reinstate', () => {
  test('a suspended award holds again, and the operator is named for it', async () => {
    const [award] = (await report('award@example.org')).awards;
    await shell.ask('award', 'suspend', award.id, '--reason', 'Onderzoek');
    const again = await shell.ask('award', 'reinstate', award.id, '--reason', 'Bezwaar gegrond');
    expect(again).toMatchObject({ id: award.id, state: 'active', reason: 'Bezwaar gegrond' });
    expect((await kompas.get(`/v1/awards/${award.id}`)).body).toEqual(again);
    expect(await shell.done()).toContain(`award.reinstated award:${award.id}`);
    expect((await shell.ask('award', 'reinstate', award.id)).state, 'doing it again changes nothing').toBe('active');
  });

  test('what was revoked for good is refused', async () => {
    const [award] = (await report('award-2@example.org')).awards;
    await shell.ask('award', 'revoke', award.id, '--reason', 'Vergissing');
    const refused = await shell.run('award', 'reinstate', award.id);
    expect(refused).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('final') });
    expect(await shell.run('award', 'reinstate', nobody)).toMatchObject({ code: 1 });
  });
});

describe('stempel staff', () => {
  test('a person is added, gets another role, and is removed; each is in the audit log', async () => {
    const added = await shell.ask(
      'staff',
      'add',
      'kompas',
      '--subject',
      'sub-1',
      '--role',
      'assessor',
      '--name',
      'Marit',
    );
    expect(added).toMatchObject({ subject: 'sub-1', role: 'assessor', name: 'Marit' });
    expect((await shell.ask('staff', 'change', 'kompas', added.id, '--role', 'viewer')).role).toBe('viewer');
    const { items } = await shell.ask('staff', 'list', 'kompas');
    expect(items).toEqual((await kompas.get('/v1/staff')).body.items);
    expect(items).toMatchObject([{ id: added.id, role: 'viewer' }]);
    await shell.ask('staff', 'remove', 'kompas', added.id);
    expect((await shell.ask('staff', 'list', 'kompas')).items).toEqual([]);
    const done = (await shell.done()).filter((line) => line.endsWith(added.id));
    expect(done).toEqual(['added', 'changed', 'removed'].map((what) => `staff.${what} staff:${added.id}`));
  });

  test('an unknown role is not understood, a second time is refused, somebody of another issuer is not found', async () => {
    const role = await shell.run('staff', 'add', 'kompas', '--subject', 'sub-2', '--role', 'boss');
    expect(role).toMatchObject({ code: 2, stderr: expect.stringContaining('issuer-admin') });
    const { id } = await shell.ask('staff', 'add', 'kompas', '--subject', 'sub-2', '--role', 'viewer');
    const twice = await shell.run('staff', 'add', 'kompas', '--subject', 'sub-2', '--role', 'viewer');
    expect(twice).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('works for the issuer already'),
    });
    await world.provider('other');
    expect(await shell.run('staff', 'remove', 'other', id)).toMatchObject({ code: 1, stdout: '' });
  });
});

describe('stempel learner', () => {
  test('lists learners in pages, as the API does', async () => {
    for (const name of ['first', 'second']) await report(`${name}@example.org`);
    const page = await shell.ask('learner', 'list', 'kompas', '--limit', '1');
    expect(page).toEqual((await kompas.get('/v1/learners?limit=1')).body);
    const rest = await shell.ask('learner', 'list', 'kompas', '--after', page.next);
    expect(rest).toEqual((await kompas.get(`/v1/learners?after=${page.next}`)).body);
    expect((await shell.run('learner', 'list', 'kompas', '--limit', '1')).stdout).toContain(`--after ${page.next}`);
    expect(await shell.run('learner', 'list', 'kompas', '--limit', 'all')).toMatchObject({ code: 2 });
  });

  test('lists consents, and makes a link to the own page that works', async () => {
    const { learner } = await report('consents@example.org');
    await kompas.post(`/v1/learners/${learner.id}/consents`, { purpose: 'Stage', receiver: 'Gilde' });
    const consents = await shell.ask('learner', 'consents', 'kompas', learner.id);
    expect(consents).toEqual((await kompas.get(`/v1/learners/${learner.id}/consents`)).body);
    expect(consents.items).toMatchObject([{ purpose: 'Stage', state: 'given' }]);
    const link = await shell.ask('learner', 'link', 'kompas', learner.id, '--days', '2');
    expect((await world.stranger.get(new URL(link.url).pathname)).status).toBe(200);
    expect(await shell.done()).toContain(`learner-link.created learner-link:${link.id}`);
    const endless = await shell.run('learner', 'link', 'kompas', learner.id, '--days', '9999');
    expect(endless).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('days') });
  });

  test('who was erased has no consents to show and gets no link', async () => {
    const { learner } = await report('erased@example.org');
    await shell.ask('learner', 'erase', 'kompas', learner.id);
    for (const verb of ['consents', 'link']) {
      const refused = await shell.run('learner', verb, 'kompas', learner.id);
      expect(refused).toMatchObject({ code: 1, stdout: '', stderr: 'This learner was erased.\n' });
    }
  });
});

describe('stempel delivery', () => {
  test('lists by state, shows, and tells once more what was given up', async () => {
    await kompas.post('/v1/webhooks', { url: 'https://hooks.example.com/', kinds: ['award.issued'] });
    await report('delivery@example.org');
    await world.work('relay-outbox');
    const { items } = await shell.ask('delivery', 'list', 'kompas', '--state', 'pending');
    expect(items).toEqual((await kompas.get('/v1/deliveries?state=pending')).body.items);
    const [{ id }] = items;
    const underWay = await shell.run('delivery', 'replay', 'kompas', id);
    expect(underWay).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('under way already') });
    await rowsOf(world.database, "update deliveries set state = 'dead', finished_at = now() where id = $1", id);
    expect((await shell.ask('delivery', 'list', 'kompas', '--state', 'dead')).items).toMatchObject([{ id }]);
    expect((await shell.ask('delivery', 'show', 'kompas', id)).state).toBe('dead');
    expect((await shell.ask('delivery', 'replay', 'kompas', id)).state).toBe('pending');
    expect(await shell.done()).toContain(`delivery.replayed delivery:${id}`);
  });

  test('another state is not understood, what is not there is not found', async () => {
    expect(await shell.run('delivery', 'list', 'kompas', '--state', 'lost')).toMatchObject({ code: 2 });
    const missing = { code: 1, stdout: '', stderr: 'There is no such delivery.\n' };
    for (const verb of ['show', 'replay']) {
      expect(await shell.run('delivery', verb, 'kompas', nobody)).toMatchObject(missing);
    }
  });
});
