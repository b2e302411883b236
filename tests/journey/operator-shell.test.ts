import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OperatorShell, operatorShell } from '../support/operator-shell.ts';
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
const report = async (email: string) => (await kompas.post('/v1/completions', reportOf(email))).body;

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
