import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyAll } from '../../src/demo/verify-all.ts';
import { compileCache } from '../support/compile-cache.ts';
import { sampleAcademy } from '../support/world.ts';

const program = fileURLToPath(new URL('../../bin/stempel.js', import.meta.url));

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the program as a shell would. */
function run(
  words: readonly string[],
  environment: Record<string, string> = {},
  nodeOptions: readonly string[] = [],
): Promise<Ended> {
  const child = spawn(process.execPath, [...nodeOptions, program, ...words], {
    env: { PATH: process.env.PATH ?? '', ...compileCache, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (text) => {
    stdout += text;
  });
  child.stderr.on('data', (text) => {
    stderr += text;
  });
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, stdout, stderr })));
}

async function freePort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return String(typeof address === 'object' && address ? address.port : 0);
}

describe('npm run demo', () => {
  let directory: string;
  let first: Ended;
  let second: Ended;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'stempel-demo-'));
    const environment = { DATA_DIR: directory, PORT: await freePort() };
    first = await run(['demo', '--once', '--json'], environment);
    second = await run(['demo', '--once', '--json'], environment);
  }, 180_000);
  afterAll(async () => {
    await rm(directory, { recursive: true, force: true });
  });

  test('issues and verifies exactly the credentials that the sample lists, states included', () => {
    expect(first.code, first.stderr).toBe(0);
    const { badges, verified, failed, baseUrl, apiKey } = JSON.parse(first.stdout);
    expect({ verified, failed }).toEqual({ verified: 86, failed: 0 });
    expect(baseUrl).toMatch(/^http:\/\/localhost:\d+$/);
    expect(apiKey).toMatch(/^stempel_/);
    const names = badges.map((badge: any) => `${badge.learner} ${badge.achievement} ${badge.state}`);
    const expected = sampleAcademy.credentials.map((each: any) => `${each.learnerId} ${each.badgeId} ${each.status}`);
    expect(names.toSorted()).toEqual(expected.toSorted());
  });

  test('tells its progress on stderr, so that stdout is one JSON document', () => {
    expect(first.stderr).toContain('86 badges');
    expect(() => JSON.parse(first.stdout)).not.toThrow();
  });

  test('duplicates nothing when it runs again on the same data', () => {
    expect(second.code, second.stderr).toBe(0);
    const ids = (ended: Ended) =>
      JSON.parse(ended.stdout)
        .badges.map((badge: any) => badge.id)
        .toSorted();
    expect(ids(second)).toEqual(ids(first));
  });
});

test('a badge that is missing makes the demo fail', async () => {
  const result = await verifyAll('http://localhost:1', sampleAcademy, []);
  expect(result.failed).toBe(86);
});

test('refuses an option that it does not know', async () => {
  expect(await run(['demo', '--twice'])).toMatchObject({ code: 2, stderr: expect.stringContaining('--twice') });
});

test('says clearly what is needed when an older Node starts it', async () => {
  const pretend = "data:text/javascript,Object.defineProperty(process.versions, 'node', { value: '20.20.2' })";
  const ended = await run(['serve'], {}, ['--import', pretend]);
  expect(ended.code).toBe(1);
  expect(ended.stderr).toMatch(/needs Node\.js 24 or newer.*npm ci/s);
});

test('production refuses to start without what it needs, naming each', async () => {
  const ended = await run(['serve'], { NODE_ENV: 'production' });
  expect(ended.code).toBe(1);
  expect(ended.stderr).toMatch(/PUBLIC_BASE_URL.*KEY_ENCRYPTION_KEY_FILE.*OPERATOR_KEY/s);
  expect(ended.stderr).not.toContain('    at ');
});

test('a database that does not answer is named, without a stack', async () => {
  const ended = await run(['serve'], {
    DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
    DATA_DIR: join(tmpdir(), 'stempel-unused'),
  });
  expect(ended.code).toBe(1);
  expect(ended.stderr).toContain('DATABASE_URL');
  expect(ended.stderr).not.toContain('    at ');
});
