import { closeSync, existsSync, openSync } from 'node:fs';
import { Writable } from 'node:stream';
import { DrizzleQueryError } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { createLog, lenientOutput } from './log.ts';

function logged(write: (log: ReturnType<typeof createLog>) => void, logLevel: 'debug' | 'warn' = 'debug'): string {
  let text = '';
  const stream = new Writable({
    write: (chunk, _encoding, done) => {
      text += chunk;
      done();
    },
  });
  write(createLog({ logLevel }, stream));
  return text;
}

test('what a request carries is left out', () => {
  const text = logged((log) =>
    log.info({
      req: {
        method: 'GET',
        id: '1',
        url: '/?email=canary',
        headers: { authorization: 'canary' },
        routeOptions: { url: '/v1/awards' },
      },
      headers: { authorization: 'canary' },
      body: { learner: 'canary' },
      email: 'canary',
      learner: { email: 'canary' },
      caller: { authorization: 'canary' },
    }),
  );
  expect(text).not.toContain('canary');
  expect(JSON.parse(text).req).toEqual({ method: 'GET', route: '/v1/awards' });
});

test('an error is told by type, code and place; never by its words, which may quote a row', () => {
  const cause = Object.assign(new Error('Key (email)=(canary@example.org) already exists'), {
    code: '23505',
    detail: 'canary',
  });
  const error = new DrizzleQueryError('select $1', ['canary@example.org'], cause);
  const line = JSON.parse(logged((log) => log.error({ err: error }, 'request failed')));
  expect(JSON.stringify(line)).not.toContain('canary');
  expect(line.err).toMatchObject({ type: 'Error', cause: { type: 'Error', code: '23505' } });
  expect(line.err.stack).toContain('log.test.ts');
});

test('what is thrown and is no error is told by its type', () => {
  expect(JSON.parse(logged((log) => log.error({ err: 'canary' }))).err).toEqual({ type: 'string' });
});

test('what is below the level is not written', () => {
  expect(logged((log) => log.info('canary'), 'warn')).toBe('');
});

test.runIf(existsSync('/dev/full'))('a log on a full disk does not end the service', async () => {
  const full = openSync('/dev/full', 'w');
  try {
    const log = createLog({ logLevel: 'info' }, lenientOutput(full));
    // More than is kept, and long enough for an error to be told.
    for (let line = 0; line < 2_000; line += 1) log.info({ line, padding: 'x'.repeat(1_000) }, 'nobody reads this');
    await new Promise((resolve) => setImmediate(resolve));
  } finally {
    closeSync(full);
  }
});
