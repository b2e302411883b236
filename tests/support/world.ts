import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { InjectOptions } from 'fastify';
import { buildApp } from '../../src/app.ts';
import { type Custody, openLocalCustody } from '../../src/issuers/index.ts';
import { type Scope, scopes } from '../../src/platform/auth.ts';
import { heldClock } from '../../src/platform/clock.ts';
import { type Config, readConfig } from '../../src/platform/config.ts';
import type { Database } from '../../src/platform/database.ts';
import type { Deps } from '../../src/platform/deps.ts';
import type { Http } from '../../src/platform/http.ts';
import { randomIds } from '../../src/platform/ids.ts';
import { createLog } from '../../src/platform/log.ts';
import { createOutbound, type Outbound } from '../../src/platform/outbound/index.ts';
import { type Random, systemRandom } from '../../src/platform/random.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

export const operatorKey = 'operator-key-of-the-tests-0123456789';
const keyEncryptionKey = Buffer.from('key-encryption key of all tests!').toString('base64');

export const sampleAcademy = JSON.parse(
  readFileSync(fileURLToPath(new URL('../../catalogues/sample-academy.json', import.meta.url)), 'utf8'),
);

/** What came back, parsed when it is JSON. */
export interface Answer<Body = any> {
  readonly status: number;
  readonly headers: Record<string, string | string[] | number | undefined>;
  readonly body: Body;
  readonly text: string;
  readonly bytes: Buffer;
}

/** Somebody who calls the API: the operator, a provider with a key, or a stranger without one. */
export interface Client {
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  put(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  patch(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  delete(path: string, headers?: Record<string, string>): Promise<Answer>;
  request(options: InjectOptions): Promise<Answer>;
}

/** One issuer with a key that may do everything. */
export interface Provider extends Client {
  readonly issuer: { id: string; did: string; slug: string; profileUrl: string };
  readonly key: string;
}

export interface World {
  readonly app: Http;
  readonly on: Deps;
  readonly database: Database;
  readonly clock: ReturnType<typeof heldClock>;
  readonly custody: Custody;
  readonly operator: Client;
  readonly stranger: Client;
  /** A new issuer with an API key and a signing key. */
  provider(slug: string): Promise<Provider>;
  /** The same, with the curriculum of the sample academy published. */
  academy(slug?: string): Promise<Provider>;
  client(key?: string): Client;
  apiKey(issuerId: string, with_: readonly Scope[]): Promise<string>;
  /** Does what the running service does by itself from time to time: every task once, or the one with this name. */
  work(name?: string): Promise<void>;
  /** Takes the database away, as when its server breaks down. */
  loseDatabase(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** No test asks the network: names lead nowhere; what stands for itself (a receiver on this machine) needs no resolver. */
const noNetwork = async () => [];

/** A whole service on a database of its own, with a clock that stands still. */
export async function makeWorld(
  options: {
    now?: string;
    env?: Record<string, string>;
    log?: NodeJS.WritableStream;
    random?: Random;
    /** How many connections to the database there may be. */
    connections?: number;
    /** The internet, played; nobody is there unless said. */
    outbound?: Outbound;
    /** Instead of a fresh one; the world closes it. */
    database?: TestDatabase;
  } = {},
): Promise<World> {
  const testDatabase = options.database ?? (await createTestDatabase(options.connections));
  const config: Config = readConfig({
    NODE_ENV: 'test',
    PUBLIC_BASE_URL: 'https://badges.example',
    KEY_ENCRYPTION_KEY: keyEncryptionKey,
    // A test fires in a second what a caller fires in an hour.
    RATE_LIMIT_PER_ADDRESS: '1000000',
    RATE_LIMIT_PER_KEY: '1000000',
    LOG_LEVEL: options.log === undefined ? 'silent' : 'debug',
    ...options.env,
  });
  const clock = heldClock(options.now ?? '2026-11-22T12:00:00Z');
  const log = createLog(config, options.log as never);
  const on: Deps = {
    config,
    clock,
    log,
    database: testDatabase.database,
    ids: randomIds,
    random: options.random ?? systemRandom,
    outbound: options.outbound ?? createOutbound(config, noNetwork),
  };
  const custody = await openLocalCustody(config);
  const { http: app, tasks } = await buildApp(on, { custody, operatorKey });
  await app.ready();
  const client = (key?: string) => makeClient(app, key);
  const operator = client(operatorKey);

  async function apiKey(issuerId: string, with_: readonly Scope[]): Promise<string> {
    const { body } = await operator.post(`/v1/issuers/${issuerId}/api-keys`, { name: 'test', scopes: with_ });
    return body.key;
  }

  async function provider(slug: string): Promise<Provider> {
    const { body: issuer } = await operator.post('/v1/issuers', {
      slug,
      name: { nl: `Academie ${slug}`, en: `Academy ${slug}` },
      url: `https://${slug}.example`,
      address: { addressLocality: 'Haarlem', addressCountryCode: 'NL' },
      otherIdentifier: [{ identifierType: 'KvK', identifier: '12345678' }],
    });
    const key = await apiKey(issuer.id, scopes);
    const own = client(key);
    await own.post('/v1/keys');
    return { ...own, issuer, key };
  }

  return {
    app,
    on,
    database: testDatabase.database,
    clock,
    custody,
    operator,
    stranger: client(),
    provider,
    academy: async (slug = 'kompas') => {
      const made = await provider(slug);
      const { status, text } = await made.put('/v1/curriculum', sampleAcademy);
      if (status !== 200) throw new Error(`the sample curriculum was refused: ${text}`);
      return made;
    },
    client,
    apiKey,
    work: async (name) => {
      const chosen = tasks.filter((task) => name === undefined || task.name === name);
      if (name !== undefined && chosen.length === 0) throw new Error(`there is no task "${name}"`);
      for (const task of chosen) await task.run();
    },
    loseDatabase: testDatabase.lose,
    [Symbol.asyncDispose]: async () => {
      await app.close();
      await testDatabase[Symbol.asyncDispose]();
    },
  };
}

function makeClient(app: Http, key?: string): Client {
  async function request(options: InjectOptions): Promise<Answer> {
    const response = await app.inject({
      ...options,
      headers: {
        accept: 'application/json',
        ...(key !== undefined && { authorization: `Bearer ${key}` }),
        ...options.headers,
      },
    });
    const json = /\bjson|application\/vc/.test(String(response.headers['content-type'] ?? ''));
    return {
      status: response.statusCode,
      headers: response.headers,
      body: json && response.body !== '' ? JSON.parse(response.body) : undefined,
      text: response.body,
      bytes: response.rawPayload,
    };
  }
  const send =
    (method: 'POST' | 'PUT' | 'PATCH') =>
    (url: string, body?: unknown, headers: Record<string, string> = {}) =>
      request({
        method,
        url,
        headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
        ...(body !== undefined && {
          payload: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body),
        }),
      });
  return {
    request,
    get: (url, headers = {}) => request({ method: 'GET', url, headers }),
    delete: (url, headers = {}) => request({ method: 'DELETE', url, headers }),
    post: send('POST'),
    put: send('PUT'),
    patch: send('PATCH'),
  };
}

/** A report as a provider sends it: station ST-05 of the sample, ULO WP-04 at the levels given. */
export function reportOf(
  email: string,
  levels: readonly [number, number] = [3, 3],
  extra: Record<string, unknown> = {},
) {
  return {
    learner: { email, name: 'Noor Visser' },
    station: 'station:ST-05',
    completedOn: '2026-07-23',
    assessments: [
      {
        ulo: 'ulo:WP-04',
        criteria: [
          { criterion: 'criterion:WP-04-A', level: levels[0] },
          { criterion: 'criterion:WP-04-B', level: levels[1] },
        ],
        assessor: { name: 'Marit Oosterbaan', organisation: 'Warmtegilde Demo' },
        method: 'case',
        supervised: true,
        idVerified: true,
      },
    ],
    ...extra,
  };
}
