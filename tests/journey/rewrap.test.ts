import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { buildApp } from '../../src/app.ts';
import { openCustody } from '../../src/issuers/index.ts';
import { readConfig } from '../../src/platform/config.ts';
import { makeSoftToken, whyNoToken } from '../support/soft-token.ts';
import { rowsOf } from '../support/stored.ts';
import { makeWorld, operatorKey, reportOf } from '../support/world.ts';

const former = Buffer.from('key-encryption key of all tests!').toString('base64');
const fresh = randomBytes(32).toString('base64');

/** A second service on the database of the first, with another key-encryption key, as after a restart with a new configuration. */
async function restartedWith(world: Awaited<ReturnType<typeof makeWorld>>, env: Record<string, string>) {
  const custody = await openCustody(readConfig({ NODE_ENV: 'test', ...env }));
  const { http } = await buildApp(world.on, { custody, operatorKey });
  await http.ready();
  const send = async (method: 'GET' | 'POST', url: string, key: string, payload?: object) => {
    const headers = { authorization: `Bearer ${key}` };
    const response = await http.inject({ method, url, headers, ...(payload && { payload }) });
    return { status: response.statusCode, body: JSON.parse(response.body) };
  };
  return { custody, send, close: () => http.close() };
}

test('a new key-encryption key reaches every signing key while badges are issued; then the former one is not needed', async () => {
  await using world = await makeWorld();
  const kompas = await world.academy('kompas');
  const others = await Promise.all(Array.from({ length: 24 }, (_, n) => world.provider(`other-${n}`)));
  await Promise.all(others.slice(0, 3).map((own) => own.post('/v1/keys', { algorithm: 'P-256' })));
  const keys = 1 + 24 + 3;
  await kompas.post('/v1/completions', reportOf('before@example.org')); // makes the privacy key
  await world.work('sequence-log'); // makes the key of the log
  const { body: hook } = await kompas.post('/v1/webhooks', { url: 'https://hooks.example.com/' });

  const both = await restartedWith(world, { KEY_ENCRYPTION_KEY: fresh, KEY_ENCRYPTION_KEY_PREVIOUS: former });
  const reports = Array.from({ length: 6 }, (_, n) =>
    both.send('POST', '/v1/completions', kompas.key, reportOf(`while-${n}@example.org`)),
  );
  const { status, body } = await both.send('POST', '/v1/keys/rewrap', operatorKey);
  expect([status, body]).toEqual([
    200,
    {
      keyEncryptionKeyId: both.custody.keyEncryptionKeyId,
      tables: [
        { name: 'signing-keys', done: keys, left: 0 },
        { name: 'privacy-keys', done: 1, left: 0 },
        { name: 'log-keys', done: 1, left: 0 },
        { name: 'webhook-secrets', done: 1, left: 0 },
      ],
    },
  ]);
  expect((await Promise.all(reports)).map((answer) => answer.status)).toEqual(Array(6).fill(201));
  expect(await rowsOf(world.database, 'select distinct key_encryption_key_id as id from signing_keys')).toEqual([
    { id: both.custody.keyEncryptionKeyId },
  ]);
  const told = await rowsOf(
    world.database,
    "select (payload ->> 'count')::int as n from outbox_messages where kind = 'data-keys.rewrapped' order by id",
  );
  expect(told.map(({ n }) => n)).toEqual([20, keys - 20, 1, 1, 1]);
  expect((await both.send('POST', '/v1/keys/rewrap', operatorKey)).body.tables).toEqual([
    { name: 'signing-keys', done: 0, left: 0 },
    { name: 'privacy-keys', done: 0, left: 0 },
    { name: 'log-keys', done: 0, left: 0 },
    { name: 'webhook-secrets', done: 0, left: 0 },
  ]);
  await both.close();

  const after = await restartedWith(world, { KEY_ENCRYPTION_KEY: fresh });
  const signed = await after.send('POST', '/v1/completions', kompas.key, reportOf('after@example.org'));
  expect(signed.status).toBe(201);
  expect((await after.send('POST', `/v1/webhooks/${hook.id}/rotate`, kompas.key, {})).status).toBe(200);
  await after.close();
});

test.skipIf(whyNoToken() !== undefined)('from a file into a PKCS#11 token, and badges are signed on', async () => {
  await using world = await makeWorld();
  await using token = await makeSoftToken('kek');
  const kompas = await world.academy('kompas');
  const moving = await restartedWith(world, { ...token.env('kek'), KEY_ENCRYPTION_KEY: former });
  expect((await moving.send('POST', '/v1/keys/rewrap', operatorKey)).body).toEqual({
    keyEncryptionKeyId: expect.stringMatching(/^pkcs11:/),
    tables: [
      { name: 'signing-keys', done: 1, left: 0 },
      { name: 'privacy-keys', done: 0, left: 0 },
      { name: 'log-keys', done: 0, left: 0 },
      { name: 'webhook-secrets', done: 0, left: 0 },
    ],
  });
  await moving.close();
  const moved = await restartedWith(world, token.env('kek'));
  const { status } = await moved.send('POST', '/v1/completions', kompas.key, reportOf('token@example.org'));
  expect(status).toBe(201);
  expect((await moved.send('POST', '/v1/keys', kompas.key, { algorithm: 'RSA' })).status).toBe(201);
  await moved.close();
});

test('without the former key-encryption key nothing is signed and nothing re-wrapped', async () => {
  await using world = await makeWorld();
  const kompas = await world.academy('kompas');
  const lost = await restartedWith(world, { KEY_ENCRYPTION_KEY: fresh });
  const before = await rowsOf(world.database, 'select * from signing_keys');
  expect((await lost.send('POST', '/v1/completions', kompas.key, reportOf('a@example.org'))).status).toBe(500);
  expect((await lost.send('POST', '/v1/keys/rewrap', operatorKey)).status).toBe(500);
  expect(await rowsOf(world.database, 'select * from signing_keys')).toEqual(before);
  await lost.close();
});
