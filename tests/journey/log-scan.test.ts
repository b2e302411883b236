import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { memoryLog } from '../support/memory-log.ts';
import { rowsOf } from '../support/stored.ts';
import type { World } from '../support/world.ts';
import { openScene, reportBy, writes } from '../support/writes.ts';

/**
 * ASVS 16.2.5: no secrets and no personal data in the log, whatever is written and however it fails. Everything that can be done is done, at the most
 * talkative level, and then the log is read.
 */
const log = memoryLog();
const secrets: string[] = [];
let world: World;

beforeAll(async () => {
  world = await openScene({ log: log.stream, env: { LOG_LEVEL: 'trace' } });
  for (const { given, write, refused } of Object.values(writes)) {
    const name = (await given?.()) ?? '';
    await failing(() => write(name)); // the database refuses in the middle: errors are logged with what they hold
    const { body } = await write(name);
    await refused(name);
    secrets.push(...Object.values(body ?? {}).filter(isSecret));
  }
  await reportBy({ email: 'Canary@example.org', name: 'Kanarie Vogel', reference: 'REF-4711', did: 'did:key:zCanary' });
  await failing(() => reportBy({ email: 'canary2@example.org', name: 'Kanarie Twee', reference: 'REF-4712' }));
  await world.stranger.get('/v1/awards?learner=canary3@example.org');
  await world.stranger.get('/credentials/canary4@example.org');
  await world.client('stempel_abcdefghijkl_secret-canary').get('/v1/awards');
  await world.work();
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

const isSecret = (value: unknown): value is string =>
  typeof value === 'string' && /^(stempel_|whsec_)|\/mine\/[\w-]{20}/.test(value);

async function failing(work: () => Promise<unknown>): Promise<void> {
  await rowsOf(world.database, 'alter table outbox_messages add constraint full_up check (false) not valid');
  await work();
  await rowsOf(world.database, 'alter table outbox_messages drop constraint full_up');
}

describe('the log', () => {
  test('tells enough to be worth reading', () => {
    const lines = log.lines();
    expect(lines.length).toBeGreaterThan(100);
    expect(lines.some(({ err }) => err !== undefined)).toBe(true);
  });

  test('names no person', () => {
    expect(log.text()).not.toMatch(/canary|kanarie|REF-471|@example\.org|oosterbaan|noor visser/i);
  });

  test('holds no API key, no other secret that was given out, no key material', () => {
    expect(secrets.length).toBeGreaterThan(2);
    const text = log.text();
    for (const secret of secrets) expect(text).not.toContain(secret);
    expect(text).not.toMatch(/stempel_[A-Za-z0-9-]{12}_[A-Za-z0-9_-]{20}|secret-canary|whsec_|Bearer /);
    expect(text).not.toMatch(/secretKeyMultibase"?:|BEGIN [A-Z ]*PRIVATE KEY/);
    expect(text).not.toContain('operator-key-of-the-tests');
  });
});
