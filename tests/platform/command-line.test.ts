import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { nouns } from '../../src/cli/nouns.ts';
import { attachEmbeddedPostgres } from '../../src/platform/embedded-postgres/index.ts';
import { makeDataDirectory } from '../support/data-directory.ts';
import { ask as query } from '../support/embedded-postgres.ts';
import { type Ended, freePort, type Running, run, serve } from '../support/program.ts';
import { reportOf, sampleAcademy } from '../support/world.ts';

// Each command is a process, and the machine may have other things to do.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 120_000 });

let directory: Awaited<ReturnType<typeof makeDataDirectory>>;
let environment: Record<string, string>;

beforeAll(async () => {
  directory = await makeDataDirectory();
  environment = { DATA_DIR: directory.path, PORT: await freePort(), LOG_LEVEL: 'warn' };
});
afterAll(() => directory[Symbol.asyncDispose]());

/** Runs a command that must succeed, and reads its JSON. */
async function ask(...words: string[]): Promise<any> {
  const ended = await run([...words, '--json'], environment);
  expect(ended.code, ended.stderr).toBe(0);
  return JSON.parse(ended.stdout);
}

describe('without a running service', () => {
  test('a command starts the database itself, makes it ready, and gives it back', async () => {
    const made = await ask(
      'issuer',
      'create',
      '--name',
      'Kompas',
      '--url',
      'https://kompas.example',
      '--slug',
      'kompas',
    );
    expect(made).toMatchObject({ slug: 'kompas', name: 'Kompas' });
    expect((await ask('issuer', 'show', 'kompas')).id).toBe(made.id);
    expect(await ask('database', 'show')).toMatchObject({ state: 'current' });
  });

  test('what cannot be understood is told with the usage, and exit code 2', async () => {
    const cases: [string[], RegExp][] = [
      [['nothing'], /Usage: stempel/],
      [['issuer', 'fly'], /knows no "fly"/],
      [['issuer', 'list', '--loud'], /--loud/],
      [['issuer', 'show'], /Missing: issuer/],
      [['issuer', 'show', 'a', 'b'], /Not understood: b/],
      [['award', 'revoke', 'x'], /Missing: --reason/],
      [['award', 'show', 'x'], /"x" is no id/],
      [['issuer', 'create', '--name', 'K', '--url', 'ftp://k'], /url: Invalid/],
    ];
    const ends: Ended[] = await Promise.all(cases.map(([words]) => run(words, environment)));
    for (const [at, [words, said]] of cases.entries()) {
      expect(ends[at], words.join(' ')).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(said) });
    }
  });

  test('--help is told on stdout, by the program, each noun and each verb', async () => {
    const whole = await run(['--help']);
    expect(whole.code).toBe(0);
    for (const { name } of nouns) expect(whole.stdout).toMatch(new RegExp(`^  ${name} `, 'm'));
    const noun = await run(['issuer', '--help']);
    expect(noun).toMatchObject({ code: 0, stdout: expect.stringContaining('issuer api-key create ISSUER') });
    const verb = await run(['issuer', 'api-key', 'create', '--help']);
    expect(verb).toMatchObject({ code: 0, stdout: expect.stringMatching(/--scope SCOPE .*\(needed\)/) });
  });

  test('a wrong configuration is named, without a stack', async () => {
    const ended = await run(['issuer', 'list'], { ...environment, PORT: 'many' });
    expect(ended).toMatchObject({ code: 1, stderr: expect.stringContaining('PORT') });
    expect(ended.stderr).not.toContain('    at ');
  });
});

describe('beside a running service', () => {
  let service: Running & { url: string };
  let operatorKey: string;
  beforeAll(async () => {
    service = await serve(environment);
    operatorKey = (await readFile(join(directory.path, 'operator-key'), 'utf8')).trim();
  });
  afterAll(async () => {
    service.child.kill('SIGTERM');
    expect((await service.ended).code).toBe(0);
  });

  async function call(method: string, path: string, key: string, body?: unknown): Promise<any> {
    const answer = await fetch(`${service.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: await answer.json().catch(() => undefined) };
  }

  test('commands and routes see the same facts: an issuer from first key to revoked badge', async () => {
    const { items } = await ask('issuer', 'list');
    expect(items.map(({ slug }: any) => slug)).toEqual(['kompas']);
    expect((await call('GET', '/v1/issuers', operatorKey)).body.items).toMatchObject([{ id: items[0].id }]);
    // 1 An API key that the service accepts.
    const scopes = ['curriculum:write', 'completions:write', 'awards:read', 'events:read', 'issuer:read'];
    const key = await ask(
      ...['issuer', 'api-key', 'create', 'kompas', '--name', 'lms'],
      ...scopes.flatMap((scope) => ['--scope', scope]),
    );
    expect((await call('GET', '/v1/issuers/me', key.key)).status).toBe(200);
    // 2 A signing key, and a second one.
    const first = await ask('key', 'create', 'kompas');
    expect((await call('PUT', '/v1/curriculum', key.key, sampleAcademy)).status).toBe(200);
    const reported = await call('POST', '/v1/completions', key.key, reportOf('shell@example.org'));
    expect(reported.status).toBe(201);
    const second = await ask('key', 'rotate', 'kompas');
    const states = Object.fromEntries(
      (await ask('key', 'list', 'kompas')).items.map(({ id, state }: any) => [id, state]),
    );
    expect(states).toMatchObject({ [first.id]: 'retired', [second.id]: 'active' });
    // 3 The award, the learner, and the end of the award.
    const [award] = reported.body.awards;
    expect(await ask('award', 'show', award.id)).toMatchObject({ id: award.id, state: 'active' });
    const learner = await ask('learner', 'show', 'kompas', reported.body.learner.id);
    expect(learner).toMatchObject({ email: 'shell@example.org', name: 'Noor Visser' });
    expect(await ask('award', 'revoke', award.id, '--reason', 'Vergissing')).toMatchObject({ state: 'revoked' });
    expect((await call('GET', `/v1/awards/${award.id}`, key.key)).body).toMatchObject({ state: 'revoked' });
    const again = await run(['award', 'suspend', award.id, '--reason', 'x'], environment);
    expect(again).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('final') });
    const shell = await attachEmbeddedPostgres(join(directory.path, 'postgres'), 'stempel');
    const written =
      "select count(*)::int from audit_entries where actor = 'operator-shell' and action = 'award.revoked'";
    expect(await query(shell ?? {}, written)).toBe(1);
    // 4 Its status list: behind until it is published.
    expect((await ask('status', 'publish', '--issuer', 'kompas')).items).toHaveLength(1);
    expect((await ask('status', 'show')).items).toMatchObject([{ taken: 2, set: 1, upToDate: true }]);
    // 5 What is held on the learner is handed out, and erased.
    const all = await ask('learner', 'export', 'kompas', reported.body.learner.id);
    expect(JSON.stringify(all)).toContain('shell@example.org');
    const erased = await ask('learner', 'erase', 'kompas', reported.body.learner.id);
    expect(erased).toMatchObject({ id: reported.body.learner.id, erasedAt: expect.any(String) });
    expect((await run(['audit', 'verify'], environment)).code).toBe(0);
    // 6 The key of the beginning stops at once.
    await ask('issuer', 'api-key', 'revoke', 'kompas', key.id);
    expect((await call('GET', '/v1/issuers/me', key.key)).status).toBe(401);
    expect((await run(['issuer', 'api-key', 'revoke', 'kompas', key.id], environment)).code).toBe(1);
  });

  test('the service is not ended and keeps its directory', async () => {
    expect((await fetch(`${service.url}/health/ready`)).status).toBe(200);
    expect((await run(['serve'], environment)).stderr).toMatch(/in use by another Stempel/);
  });
});
