import { writeFile } from 'node:fs/promises';
import pg from 'pg';
import { expect, test } from 'vitest';
import { dumpRows, encodeStatements, type Recorded, type Statement } from '../support/release.ts';
import { proposeScheme } from '../support/settled.ts';
import { makeWorld, reportOf, type World } from '../support/world.ts';

/**
 * Not a test of today: run at the commit of a release, it writes what `migrations.test.ts` starts from afterwards.
 * RECORD_RELEASE=tests/data/release-0.1.0 npx vitest run tests/platform/record-release.test.ts
 */
const folder = process.env.RECORD_RELEASE;

const pathOf = (url: string) => new URL(url).pathname;

async function served(world: World, url: string) {
  const { text, bytes } = await world.stranger.get(pathOf(url));
  const { body } = await world.stranger.post('/verify', bytes);
  return { path: pathOf(url), text, verdict: body.verdict as string };
}

/** Everything that is said to the database from now on. */
function listen(): { statements: Statement[]; stop(): void } {
  const statements: Statement[] = [];
  const original = pg.Client.prototype.query;
  pg.Client.prototype.query = function (this: unknown, ...args: any[]) {
    const [first, second] = args;
    const text = typeof first === 'string' ? first : first.text;
    statements.push({ text, values: Array.isArray(second) ? second : (first.values ?? []) });
    return (original as any).apply(this, args);
  } as any;
  return { statements, stop: () => (pg.Client.prototype.query = original) };
}

test.runIf(folder)('the release is recorded', async () => {
  await using world = await makeWorld({ now: '2026-11-01T09:00:00Z', connections: 1 });
  const academy = await world.academy();
  // 1 What a life of some weeks leaves behind: keys rotated, badges of every state, a correction, a proposal, a catalogue.
  const first = await academy.post('/v1/completions', reportOf('noor@example.org'));
  await academy.post('/v1/keys');
  const second = await academy.post('/v1/completions', reportOf('sem@example.org', [2, 3]));
  const third = await academy.post('/v1/completions', reportOf('ada@example.org'));
  world.clock.advance(60_000);
  await academy.post('/v1/completions', {
    ...reportOf('sem@example.org', [3, 3]),
    replaces: second.body.completion.id,
  });
  await academy.post(`/v1/awards/${third.body.awards[0].id}/suspend`, { reason: { nl: 'Even niet' } });
  await academy.post(`/v1/awards/${third.body.awards[1].id}/revoke`, { reason: 'Verkeerde deelnemer' });
  await proposeScheme(academy, 'li@example.org');
  const proof = {
    learner: { email: 'mo@example.org', name: 'Mo' },
    ulo: 'ulo:WP-02',
    components: ['skill:inregelen'],
    source: { kind: 'workplace', name: 'Werkplek' },
    issuedOn: '2026-05-23',
  };
  expect((await academy.post('/v1/partial-proofs', proof)).status).toBe(201);
  const own = 'uri,kind,label_nl\nurn:kompas:1,skill,eigen vaardigheid';
  await academy.post('/v1/catalogues/own/imports?version=1', own, { 'content-type': 'text/csv' });
  const { body: spare } = await academy.post('/v1/api-keys', { name: 'spare', scopes: ['awards:read'] });
  await academy.delete(`/v1/api-keys/${spare.id}`);
  const { body: awards } = await academy.get('/v1/awards?limit=100');
  const badges = await Promise.all(awards.items.map(({ url }: { url: string }) => served(world, url)));
  await writeFile(`${folder}/rows.sql`, await dumpRows(world.database));

  // 2 What the old version goes on writing while the new one is there already.
  world.clock.advance(60_000);
  const { statements, stop } = listen();
  const fresh = await academy.post('/v1/completions', reportOf('new@example.org'));
  world.clock.advance(60_000);
  await academy.post('/v1/completions', {
    ...reportOf('noor@example.org', [2, 2]),
    replaces: first.body.completion.id,
  });
  await academy.post('/v1/partial-proofs', { ...proof, learner: { email: 'new@example.org' } });
  await academy.post(`/v1/awards/${fresh.body.awards[1].id}/revoke`, { reason: { nl: 'Vergissing' } });
  await academy.patch('/v1/issuers/me', { phone: '023 1234567' });
  await academy.post('/v1/api-keys', { name: 'another', scopes: ['events:read'] });
  await academy.post('/v1/keys');
  const badge = await world.stranger.get(pathOf(fresh.body.awards[0].url));
  await world.stranger.get(pathOf(JSON.parse(badge.text).credentialStatus.statusListCredential));
  stop();
  const recorded: Recorded = {
    badges,
    statements,
    after: {
      apiKey: academy.key,
      issuerId: academy.issuer.id,
      newBadges: await Promise.all(fresh.body.awards.map(({ url }: { url: string }) => served(world, url))),
      revoked: [pathOf(fresh.body.awards[1].url)],
      learnerId: fresh.body.learner.id,
    },
  };
  await writeFile(`${folder}/recorded.json`, `${encodeStatements(recorded)}\n`);
});
