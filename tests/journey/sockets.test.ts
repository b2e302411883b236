import type { AddressInfo } from 'node:net';
import supertest from 'supertest';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { storedBytesOf } from '../support/stored-badge.ts';
import { makeWorld, type Provider, reportOf, type World } from '../support/world.ts';

/** What only shows on a real socket. */
let world: World;
let academy: Provider;
let base: string;

beforeAll(async () => {
  world = await makeWorld();
  academy = await world.academy();
  await world.app.listen({ host: '127.0.0.1', port: 0 });
  base = `http://127.0.0.1:${(world.app.server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

test('a badge travels over the wire byte for byte as it was signed', async () => {
  const { body } = await academy.post('/v1/completions', reportOf('socket@example.org'));
  const path = new URL(body.awards[0].url).pathname;
  const [stored] = await storedBytesOf(world, body.awards[0].id);
  const answer = await supertest(base).get(path).set('accept', 'application/vc').buffer(true).parse(collect);
  expect(answer.headers['content-type']).toBe('application/vc');
  expect(stored?.equals(answer.body)).toBe(true);
});

test('HEAD answers like GET, without the body', async () => {
  const answer = await supertest(base).head('/health/live');
  expect(answer.status).toBe(200);
  expect(answer.text ?? '').toBe('');
});

test('a body over the limit is refused on the wire', async () => {
  const answer = await supertest(base)
    .post('/v1/completions')
    .set('authorization', `Bearer ${academy.key}`)
    .set('content-type', 'application/json')
    .send(JSON.stringify({ padding: 'x'.repeat(1024 * 1024) }));
  expect(answer.status).toBe(413);
  expect(answer.body.type).toMatch(/\/problems\/body-too-large$/);
});

test('closing finishes the report that is being worked on, and its badges are durable', async () => {
  const own = await makeWorld();
  try {
    const provider = await own.academy();
    await own.app.listen({ host: '127.0.0.1', port: 0 });
    const address = `http://127.0.0.1:${(own.app.server.address() as AddressInfo).port}`;
    const started = new Promise<void>((resolve) => own.app.server.once('request', () => resolve()));
    const report = fetch(`${address}/v1/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${provider.key}`, 'content-type': 'application/json' },
      body: JSON.stringify(reportOf('closing@example.org')),
    });
    await started;
    await own.app.close();
    const answer = await report;
    expect(answer.status).toBe(201);
    const { awards } = (await answer.json()) as { awards: { id: string }[] };
    const { rows } = await own.database.$client.query('select id from awards where id = any($1)', [
      awards.map(({ id }) => id),
    ]);
    expect(rows).toHaveLength(2);
  } finally {
    await own[Symbol.asyncDispose]();
  }
});

function collect(
  response: supertest.Response | NodeJS.ReadableStream,
  done: (error: Error | null, body: Buffer) => void,
): void {
  const chunks: Buffer[] = [];
  const stream = response as unknown as NodeJS.ReadableStream;
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  stream.on('end', () => done(null, Buffer.concat(chunks)));
}
