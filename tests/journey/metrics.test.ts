import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMetrics } from '../../src/platform/metrics/metrics.ts';
import { watchTask } from '../../src/platform/metrics/watch.ts';
import { openReceiver } from '../support/receiver.ts';
import { relayAll } from '../support/relay-all.ts';
import { rowsOf } from '../support/stored.ts';
import { makeWorld, type Provider, reportOf, type World } from '../support/world.ts';

let world: World;
let academy: Provider;
beforeAll(async () => {
  world = await makeWorld();
  academy = await world.academy();
});
afterAll(() => world[Symbol.asyncDispose]());

const figures = async (of = world) => (await of.stranger.get('/metrics')).text;

/** The value of one line, or 0 while it is not there. */
async function figure(line: string): Promise<number> {
  const found = (await figures()).split('\n').find((each) => each.startsWith(`${line} `));
  return Number(found?.slice(line.length + 1) ?? 0);
}

describe('/metrics', () => {
  test('counts what became durable, what was signed and what was judged', async () => {
    const issued = 'stempel_facts_total{kind="award.issued"}';
    const signed = 'stempel_signatures_total{algorithm="Ed25519"}';
    const [issuedBefore, signedBefore] = [await figure(issued), await figure(signed)];
    const { body } = await academy.post('/v1/completions', reportOf('metrics@example.org'));
    expect(await figure(issued)).toBe(issuedBefore + 2);
    expect(await figure(signed)).toBe(signedBefore + 2);
    const { bytes } = await world.stranger.get(new URL(body.awards[0].url).pathname);
    await world.stranger.post('/verify', bytes);
    await world.stranger.post('/verify', { no: 'badge' });
    expect(await figure('stempel_verifications_total{verdict="valid"}')).toBe(1);
    expect(await figures()).toMatch(/stempel_verifications_total\{verdict="malformed"\} 1/);
    await academy.post(`/v1/awards/${body.awards[0].id}/revoke`, { reason: 'x' });
    expect(await figures()).toMatch(/^stempel_facts_total\{kind="award.revoked"\} 1$/m);
  });

  test('does not count what was rolled back', async () => {
    const added = 'stempel_facts_total{kind="learner.added"}';
    const before = await figure(added);
    await rowsOf(
      world.database,
      "alter table awards add constraint none_today check (awarded_on <> '2026-07-24') not valid",
    );
    const report = { ...reportOf('rolled@example.org'), completedOn: '2026-07-24' };
    expect((await academy.post('/v1/completions', report)).status).toBe(500);
    expect(await figure(added)).toBe(before);
    await rowsOf(world.database, 'alter table awards drop constraint none_today');
  });

  test('times requests by route pattern, never by address', async () => {
    await world.stranger.get('/credentials/01890000-0000-7000-8000-000000000000?mail=someone@example.org');
    await world.stranger.get('/nothing/of/someone@example.org');
    await world.stranger.request({ method: 'PATCH' as any, url: '/credentials/x' });
    const text = await figures();
    expect(text).toMatch(/_count\{method="GET",route="\/credentials\/:id",status="4xx"\} [1-9]/);
    expect(text).toMatch(/_count\{method="other",route="unknown",status="4xx"\} [1-9]/);
    expect(text).not.toMatch(/someone|01890000/);
    // Only the request that asks.
    expect(text).toMatch(/^stempel_http_requests_in_flight 1$/m);
  });

  test('has no label value that a request could make up', async () => {
    const values = [...(await figures()).matchAll(/(\w+)="([^"]*)"/g)].map(([, label, value]) => [label, value]);
    const open = values.filter(
      ([label, value]) =>
        !(
          (label === 'route' && /^(unknown|\/[a-z0-9/:.*-]*|\*)$/.test(value ?? '')) ||
          (label === 'method' && /^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|other)$/.test(value ?? '')) ||
          (label === 'status' && /^[1-5]xx$/.test(value ?? '')) ||
          (label === 'kind' && /^[a-z-]+\.[a-z-]+$/.test(value ?? '')) ||
          (label === 'le' && /^[\d.]+$|^\+Inf$/.test(value ?? '')) ||
          ['verdict', 'algorithm', 'use', 'task', 'outcome', 'channel'].includes(label ?? '')
        ),
    );
    expect(open).toEqual([]);
  });

  test('shows the pool, and lists that wait to be signed', async () => {
    await using own = await makeWorld();
    await (await own.academy()).post('/v1/completions', reportOf('behind@example.org'));
    const text = await figures(own);
    expect(text).toMatch(/stempel_database_connections\{use="idle"\} \d+/);
    expect(text).toMatch(/stempel_status_lists_behind 1/);
  });

  // A figure that asks the database is asked once in a while, so each of these looks at a service of its own.
  test('shows what happened and is not yet on its way', async () => {
    await using own = await makeWorld();
    await (await own.academy()).post('/v1/completions', reportOf('told@example.org'));
    expect(await figures(own)).toMatch(/^stempel_outbox_messages_waiting [1-9]\d*$/m);
  });

  test('shows what does not arrive, and since when', async () => {
    await using receiver = await openReceiver();
    receiver.answer = () => 503;
    await using own = await makeWorld({ env: { OUTBOUND_ALLOW: receiver.host } });
    const provider = await own.academy();
    await provider.post('/v1/webhooks', { url: receiver.url, kinds: ['award.issued'] });
    await provider.post('/v1/completions', reportOf('told@example.org'));
    await relayAll(own);
    await own.work('deliver-due');
    own.clock.advance(3_600_000);
    const text = await figures(own);
    expect(text).toMatch(/^stempel_outbox_messages_waiting 0$/m);
    expect(text).toMatch(/^stempel_deliveries_open\{channel="webhook"\} 2$/m);
    const late = Number(/^stempel_deliveries_late_seconds\{channel="webhook"\} (.*)$/m.exec(text)?.[1]);
    expect(late).toBeGreaterThan(1_800);
    expect(late).toBeLessThanOrEqual(3_600);
  });

  test('is answered without a database too, with what is known', async () => {
    await using own = await makeWorld();
    await own.loseDatabase();
    expect(await figures(own)).toMatch(/stempel_http_requests_in_flight 1/);
  });

  test('times tasks, and tells which failed', async () => {
    const metrics = createMetrics();
    const task = { name: 'moody', every: 1, run: async () => undefined };
    await watchTask(metrics, task).run();
    const failing = watchTask(metrics, { ...task, run: () => Promise.reject(new Error('not today')) });
    await expect(failing.run()).rejects.toThrow('not today');
    const text = await metrics.registry.metrics();
    for (const outcome of ['done', 'failed']) {
      expect(text).toContain(`stempel_task_duration_seconds_count{task="moody",outcome="${outcome}"} 1`);
    }
    // The tasks of the app are timed.
    await world.work();
    expect(await figures()).toMatch(/stempel_task_duration_seconds_count\{task="[a-z-]+",outcome="done"\} 1/);
  });
});

describe('who may read /metrics', () => {
  const token = 'token-of-the-monitoring-system';
  const status = async (of: World, headers: Record<string, string> = {}, remoteAddress = '127.0.0.1') =>
    (await of.stranger.request({ method: 'GET', url: '/metrics', headers, remoteAddress })).status;

  test('without a token: this machine only, and no proxy on it', async () => {
    expect(await status(world)).toBe(200);
    expect(await status(world, {}, '::1')).toBe(200);
    expect(await status(world, {}, '192.0.2.7')).toBe(404);
    expect(await status(world, { 'x-forwarded-for': '127.0.0.1' })).toBe(404);
    expect(await status(world, { forwarded: 'for=127.0.0.1' }, '::1')).toBe(404);
  });

  test('with a token: whoever has it, and nobody else', async () => {
    await using own = await makeWorld({ env: { METRICS_TOKEN: token } });
    expect(await status(own)).toBe(401);
    expect(await status(own, { authorization: 'Bearer wrong' })).toBe(401);
    expect(await status(own, { authorization: `Bearer ${token}` }, '192.0.2.7')).toBe(200);
  });

  test('in production nobody, until there is a token', async () => {
    const production = {
      NODE_ENV: 'production',
      OPERATOR_KEY: 'operator-key-of-the-tests-0123456789',
    };
    await using own = await makeWorld({ env: production });
    expect(await status(own)).toBe(404);
    await using open = await makeWorld({ env: { ...production, METRICS_TOKEN: token } });
    expect(await status(open, { authorization: `Bearer ${token}` })).toBe(200);
  });
});
