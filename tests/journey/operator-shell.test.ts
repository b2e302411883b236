import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nouns } from '../../src/cli/nouns.ts';
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

describe('stempel key compromise', () => {
  test('revokes what was signed since, says what can be issued again and what to do, and shows how far it is', async () => {
    await using past = await makeWorld({ now: new Date(Date.now() - 60_000).toISOString() });
    const thief = await operatorShell(past);
    const own = await past.academy('thief');
    const made = (await own.post('/v1/completions', reportOf('early@example.org'))).body.awards;
    const key = (await thief.ask('key', 'list', 'thief')).items[0];
    const words = ['thief', key.id];
    past.clock.advance(30_000);
    const since = past.clock.now().toISOString();
    await own.post('/v1/completions', reportOf('late@example.org'));
    const early = await thief.run('key', 'compromise', ...words, '--since', '2999-01-01T00:00:00Z', '--reason', 'x');
    expect(early).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('in the future') });
    const none = await thief.run('key', 'reissue', ...words);
    expect(none).toMatchObject({ code: 1, stderr: expect.stringContaining('Only what a compromised key signed') });
    const marked = await thief.ask('key', 'compromise', ...words, '--since', since, '--reason', 'Gestolen');
    expect(marked).toMatchObject({ state: 'compromised', playbook: [{ kind: 'revoke', left: 2 }], reissuable: 2 });
    const told = (await thief.run('key', 'show', ...words)).stdout;
    expect(told).toContain(`stempel key reissue ${words.join(' ')}`);
    expect(told).toContain(`stempel key show ${words.join(' ')}`);
    await thief.ask('key', 'reissue', ...words);
    keepUp(past);
    await past.work('compromise-playbook');
    const after = await thief.ask('key', 'show', ...words);
    expect(after.playbook).toMatchObject([
      { kind: 'revoke', done: 2, left: 0 },
      { kind: 'reissue', done: made.length, left: 0 },
    ]);
    const { reissuable, ...answer } = after;
    expect(reissuable).toBe(0);
    expect((await own.get(`/v1/keys/${key.id}`)).body).toEqual(answer);
    const done = (await thief.done()).filter((line) => line.endsWith(key.id));
    expect(done).toEqual([`key.compromised signing-key:${key.id}`, `key.reissue-started signing-key:${key.id}`]);
    const later = new Date(Date.parse(since) + 1_000).toISOString();
    const refused = await thief.run('key', 'compromise', ...words, '--since', later, '--reason', 'x');
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('which is earlier') });
  });

  test('with --reissue both begin at once; the key of another issuer is not found', async () => {
    await world.academy('thief-2');
    const key = (await shell.ask('key', 'list', 'thief-2')).items[0];
    const words = [key.id, '--since', '2026-01-01T00:00:00Z', '--reason', 'x', '--reissue'];
    expect(await shell.run('key', 'compromise', 'kompas', ...words)).toMatchObject({ code: 1, stdout: '' });
    const marked = await shell.ask('key', 'compromise', 'thief-2', ...words);
    expect(marked.playbook.map(({ kind }: any) => kind)).toEqual(['revoke', 'reissue']);
  });
});

describe('stempel key re-wrap', () => {
  test('puts every kind of wrapped key under the new key-encryption key, and names the missing one', async () => {
    const fresh = randomBytes(32).toString('base64');
    const alone = await operatorShell(world, { KEY_ENCRYPTION_KEY: fresh });
    const unopened = await alone.run('key', 're-wrap');
    expect(unopened).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('as a former one') });
    expect(unopened.stderr).not.toContain('    at ');
    const former = world.on.config.keyEncryptionKey ?? '';
    const both = await operatorShell(world, { KEY_ENCRYPTION_KEY: fresh, KEY_ENCRYPTION_KEY_PREVIOUS: former });
    const { keyEncryptionKeyId, tables } = await both.ask('key', 're-wrap');
    expect(tables.map(({ name, left }: any) => [name, left])).toEqual(
      ['signing-keys', 'privacy-keys', 'log-keys', 'webhook-secrets'].map((name) => [name, 0]),
    );
    const under = await rowsOf(world.database, 'select distinct key_encryption_key_id as id from signing_keys');
    expect(under).toEqual([{ id: keyEncryptionKeyId }]);
    expect(await shell.done()).toContain('data-keys.rewrapped data-keys:privacy-keys');
    expect((await alone.run('key', 're-wrap')).stdout, 'the former key is not needed').toContain('All is done');
  });
});

test('--help of each noun names every verb', async () => {
  for (const { name, load } of nouns) {
    const { stdout, code } = await shell.run(name, '--help');
    expect(code).toBe(0);
    for (const verb of Object.keys((await load()).verbs))
      expect(stdout).toMatch(new RegExp(`^  ${name} ${verb} `, 'm'));
  }
});
