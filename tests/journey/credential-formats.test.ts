import { createLocalJWKSet, decodeJwt, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rowsOf } from '../support/stored.ts';
import { type Client, makeWorld, type Provider, reportOf, type World } from '../support/world.ts';

let world: World;
let own: Provider;
beforeAll(async () => {
  world = await makeWorld();
  own = await world.academy('wallets');
  for (const algorithm of ['P-256', 'RSA']) await own.post('/v1/keys', { algorithm });
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

const did = 'did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK';
let count = 0;
async function awardFor(by: Client, learner: object = { did }) {
  const email = `wallet-${++count}@example.org`;
  const { body } = await by.post('/v1/completions', { ...reportOf(email), learner: { email, ...learner } });
  return body.awards[0] as { id: string; url: string };
}
const ask = (by: Client, { id }: { id: string }, algorithm = 'ES256') =>
  by.post(`/v1/awards/${id}/credentials`, { format: 'vc+jwt', algorithm });
const keySet = async () => createLocalJWKSet((await world.stranger.get('/issuers/wallets/jwks.json')).body);
/** The bit of a credential, read from the published list as a stranger does. */
async function bitsOf(awardId: string) {
  const rows = await rowsOf(
    world.database,
    `select c.format, e.state from credentials c join status_entries e on e.list_id = c.status_list_id and e.index = c.status_index
     where c.award_id = $1 order by c.id`,
    awardId,
  );
  return rows.map(({ format, state }) => `${format} ${state}`);
}

describe('a badge as VC-JWT', () => {
  test.each(['ES256', 'RS256', 'EdDSA'])(
    'by %s verifies with the plain library and the published keys',
    async (alg) => {
      const award = await awardFor(own);
      const { status, body } = await ask(own, award, alg);
      expect([status, body.format]).toEqual([201, 'vc+jwt']);
      const { payload, protectedHeader } = await jwtVerify(body.jwt, await keySet(), {
        currentDate: world.clock.now(),
        issuer: own.issuer.did,
        subject: did,
      });
      expect(protectedHeader).toMatchObject({ alg, kid: expect.stringContaining(`${own.issuer.did}#`) });
      expect(payload).toMatchObject({ id: award.url, jti: award.url, credentialSubject: { id: did } });
      expect(JSON.stringify(payload)).not.toMatch(/identityHash|@example\.org/);
    },
  );

  test('is a credential of its own: another place in the status list; the hosted badge stays as it is', async () => {
    const award = await awardFor(own);
    const path = new URL(award.url).pathname;
    const hosted = await world.stranger.get(path, { accept: 'application/vc' });
    const { body } = await ask(own, award);
    const entry = (decodeJwt(body.jwt) as any).credentialStatus;
    expect(entry.statusListIndex).not.toBe(hosted.body.credentialStatus.statusListIndex);
    expect((await world.stranger.get(path, { accept: 'application/vc' })).bytes.equals(hosted.bytes)).toBe(true);
  });

  test('asked for again is the same one, until the key changes', async () => {
    const award = await awardFor(own);
    const first = await ask(own, award);
    const again = await ask(own, award);
    expect([again.status, again.body]).toEqual([200, first.body]);
    await own.post('/v1/keys', { algorithm: 'P-256' });
    const renewed = await ask(own, award);
    expect([renewed.status, renewed.body.id === first.body.id]).toEqual([201, false]);
    // Both verify: the retired key is still published.
    for (const { body } of [first, renewed]) {
      await expect(jwtVerify(body.jwt, await keySet(), { currentDate: world.clock.now() })).resolves.toBeDefined();
    }
  });

  test.each([
    ['revoke', 'revoked'],
    ['suspend', 'suspended'],
  ])('falls with its award: %s', async (verb, state) => {
    const award = await awardFor(own);
    await ask(own, award);
    await own.post(`/v1/awards/${award.id}/${verb}`, { reason: 'vergissing' });
    expect(await bitsOf(award.id)).toEqual([`eddsa-rdfc-2022 ${state}`, `vc+jwt ${state}`]);
    expect((await ask(own, award)).status).toBe(409);
  });

  test('falls when a correction changes what the badge states', async () => {
    const email = `wallet-${++count}@example.org`;
    const learner = { email, did };
    const { body } = await own.post('/v1/completions', { ...reportOf(email), learner });
    const award = body.awards[0];
    const { body: jwt } = await ask(own, award);
    const corrected = { ...reportOf(email, [4, 4]), learner, completedOn: '2026-07-22', replaces: body.completion.id };
    expect((await own.post('/v1/completions', corrected)).status).toBe(201);
    const bits = await bitsOf(award.id);
    expect(bits).toContain('vc+jwt revoked');
    expect((await ask(own, award)).body.id).not.toBe(jwt.id);
  });

  test('needs a DID of the learner, and a key of that algorithm', async () => {
    const refused = await ask(own, await awardFor(own, {}));
    expect([refused.status, refused.body.type]).toEqual([422, expect.stringContaining('rule-violated')]);
    const bare = await world.academy('no-p256');
    const keyless = await ask(bare, await awardFor(bare));
    expect([keyless.status, keyless.body.type]).toEqual([409, expect.stringContaining('no-signing-key')]);
    expect((await ask(bare, { id: (await awardFor(own)).id })).status).toBe(404);
  });
});

test('what a compromised P-256 key signed since then is revoked with its award', async () => {
  const other = await world.academy('jwt-thief');
  const { body: key } = await other.post('/v1/keys', { algorithm: 'P-256' });
  const [withJwt, without] = [await awardFor(other), await awardFor(other)];
  await ask(other, withJwt);
  await other.post(`/v1/keys/${key.id}/compromise`, { since: world.clock.now().toISOString(), reason: 'gestolen' });
  await world.work('compromise-playbook');
  expect(await bitsOf(withJwt.id)).toEqual(['eddsa-rdfc-2022 revoked', 'vc+jwt revoked']);
  expect(await bitsOf(without.id)).toEqual(['eddsa-rdfc-2022 valid']);
  const { keys } = (await world.stranger.get('/issuers/jwt-thief/jwks.json')).body;
  expect(keys.map(({ alg, kid }: any) => [alg, kid === key.verificationMethod])).toEqual([
    ['EdDSA', false],
    ['ES256', false],
  ]);
});
