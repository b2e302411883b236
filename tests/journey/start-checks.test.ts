import { chmod, mkdir } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { openLocalCustody } from '../../src/issuers/index.ts';
import { readConfig } from '../../src/platform/config.ts';
import { createLog } from '../../src/platform/log.ts';
import { checkAccount, checkClock, checkDisk, checkKeys } from '../../src/start-checks.ts';
import { makeDataDirectory } from '../support/data-directory.ts';
import { memoryLog } from '../support/memory-log.ts';
import { makeWorld, reportOf } from '../support/world.ts';

const production = (dataDirectory: string) =>
  readConfig({
    NODE_ENV: 'production',
    DATA_DIR: dataDirectory,
    PUBLIC_BASE_URL: 'https://badges.example',
    KEY_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
    OPERATOR_KEY: 'operator-key-of-the-tests-0123456789',
  });

test('production does not start as root, nor where every account may write', async () => {
  await using directory = await makeDataDirectory();
  await mkdir(directory.path);
  const log = memoryLog();
  const config = production(directory.path);
  const check = (user: number, of = config) => checkAccount(of, createLog({ logLevel: 'warn' }, log.stream), user);
  await expect(check(0)).rejects.toThrow(/does not run as root/);
  await check(1_000);
  await chmod(directory.path, 0o777);
  await expect(check(1_000)).rejects.toThrow(/Every account may write/);
  await check(0, { ...config, mode: 'development' });
  expect(log.lines()).toMatchObject([{ msg: expect.stringContaining('Every account may write') }]);
});

test('keys that the key-encryption key at hand does not open are named, with the one that is missing', async () => {
  await using world = await makeWorld();
  const provider = await world.provider('keys');
  await checkKeys(world.on, world.custody);
  const other = await openLocalCustody(readConfig({ KEY_ENCRYPTION_KEY: Buffer.alloc(32, 9).toString('base64') }));
  const [key] = (await provider.get('/v1/keys')).body.items;
  await expect(checkKeys(world.on, other)).rejects.toThrow(
    new RegExp(`${key.id}.*${world.custody.keyEncryptionKeyId}.*${other.keyEncryptionKeyId}`),
  );
});

test('a disk that is nearly full is told', async () => {
  await using directory = await makeDataDirectory();
  await mkdir(directory.path);
  const log = memoryLog();
  const into = createLog({ logLevel: 'warn' }, log.stream);
  await checkDisk({ ...production(directory.path) }, into, 1);
  expect(log.lines()).toEqual([]);
  await checkDisk({ ...production(directory.path) }, into, Number.MAX_SAFE_INTEGER);
  expect(log.lines()).toMatchObject([{ msg: 'the disk is nearly full', freeMegabytes: expect.any(Number) }]);
});

test('nothing is issued while the clock is behind the records; everything else goes on, and issuing too when it is right', async () => {
  const log = memoryLog();
  await using world = await makeWorld({ log: log.stream });
  const academy = await world.academy();
  const first = await academy.post('/v1/completions', reportOf('first@example.org'));
  expect(first.status).toBe(201);
  // Within what clocks differ by anyhow.
  world.clock.advance(-5_000);
  expect((await academy.post('/v1/completions', reportOf('second@example.org'))).status).toBe(201);
  world.clock.advance(-60_000);
  const refused = await academy.post('/v1/completions', reportOf('third@example.org'));
  expect(refused).toMatchObject({ status: 503, body: { type: 'https://badges.example/problems/unavailable' } });
  expect(refused.headers['retry-after']).toBeDefined();
  await checkClock(world.on);
  const told = log.lines().filter(({ msg }) => msg.includes('clock of this machine is behind'));
  expect(told).toMatchObject([{ behindMilliseconds: 65_000 }, { behindMilliseconds: 65_000 }]);
  expect((await world.stranger.get(new URL(first.body.awards[0].url).pathname)).status).toBe(200);
  world.clock.advance(65_000);
  expect((await academy.post('/v1/completions', reportOf('third@example.org'))).status).toBe(201);
});
