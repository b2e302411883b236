import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTracing, traced } from '../../src/platform/tracing.ts';
import { makeWorld, type Provider, reportOf, type World } from '../support/world.ts';

/** A collector: keeps what it was sent, as OTLP over HTTP sends it. */
const received: { path: string | undefined; body: any }[] = [];
let collector: Server;
let endpoint: string;
let world: World;
let academy: Provider;

beforeAll(async () => {
  collector = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    received.push({ path: request.url, body: JSON.parse(Buffer.concat(parts).toString()) });
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
  const address = collector.address();
  endpoint = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  world = await makeWorld({ env: { TRUSTED_PROXIES: '10.0.0.0/8' } });
  academy = await world.academy();
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  collector.close();
});

/** What the collector hears of some work. */
async function spansOf(work: () => Promise<unknown>, ratio = 1): Promise<any[]> {
  received.length = 0;
  const end = await startTracing({ traces: { endpoint, serviceName: 'academy', ratio } });
  await work();
  await end();
  return received.flatMap(({ body }) =>
    body.resourceSpans.flatMap(({ scopeSpans }: any) => scopeSpans.flatMap(({ spans }: any) => spans)),
  );
}

const attributesOf = (span: any) =>
  Object.fromEntries(span.attributes.map(({ key, value }: any) => [key, Object.values(value)[0]]));

test('a report is one trace: request, transaction, issue, allocate and sign, one in the other', async () => {
  const spans = await spansOf(() => academy.post('/v1/completions', reportOf('traced@example.org')));
  expect(received[0]?.path).toBe('/v1/traces');
  expect(JSON.stringify(received[0]?.body.resourceSpans[0].resource)).toContain('academy');
  expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(1);
  const request = spans.find(({ name }) => name === 'POST /v1/completions');
  expect(attributesOf(request)).toMatchObject({ 'http.route': '/v1/completions', 'http.response.status_code': 201 });
  const parentOf = (span: any) => spans.find(({ spanId }) => spanId === span.parentSpanId)?.name;
  const chains = spans.map((span) => `${span.name} < ${parentOf(span)}`);
  expect(chains.filter((chain) => chain === 'transaction < POST /v1/completions')).toHaveLength(1);
  for (const chain of ['issue < transaction', 'allocate < issue', 'sign < issue']) {
    expect(
      chains.filter((each) => each === chain),
      chain,
    ).toHaveLength(2);
  }
});

test('a trace tells of no person, no address and no word of an error', async () => {
  const spans = await spansOf(async () => {
    await academy.post('/v1/completions', { ...reportOf('canary@example.org'), station: 'station:canary' });
    await academy.get('/v1/awards?learner=canary@example.org');
    await world.stranger.get('/nothing/canary@example.org');
  });
  expect(spans.length).toBeGreaterThanOrEqual(3);
  expect(JSON.stringify(received)).not.toMatch(/canary|noor|example\.org/i);
});

test("a caller's trace is continued only when a trusted proxy passes it on", async () => {
  const traceId = '0af7651916cd43dd8448eb211c80319c';
  const ask = (remoteAddress: string, traceparent = `00-${traceId}-b7ad6b7169203331-01`) =>
    spansOf(() =>
      world.stranger.request({ method: 'GET', url: '/health/live', headers: { traceparent }, remoteAddress }),
    );
  expect((await ask('10.1.2.3'))[0]).toMatchObject({ traceId, parentSpanId: 'b7ad6b7169203331' });
  for (const spans of [await ask('192.0.2.1'), await ask('10.1.2.3', `00-${'0'.repeat(32)}-b7ad6b7169203331-01`)]) {
    expect(spans[0].traceId).not.toBe(traceId);
    expect(spans[0].parentSpanId ?? '').toBe('');
  }
});

test('as many requests are traced as was asked for, and without a collector none', async () => {
  const ask = () => world.stranger.get('/health/live');
  expect(await spansOf(ask, 0)).toEqual([]);
  received.length = 0;
  await ask();
  expect(await traced('step', async () => 7)).toBe(7);
  expect(received).toEqual([]);
});

test('a collector that is away changes no answer and keeps nothing from ending', async () => {
  const end = await startTracing({ traces: { endpoint: 'http://127.0.0.1:1', serviceName: 'x', ratio: 1 } });
  expect((await world.stranger.get('/health/live')).status).toBe(200);
  const began = performance.now();
  await end();
  expect(performance.now() - began).toBeLessThan(15_000);
});
