import { catalogueRoutes } from '../../src/catalogue/index.ts';
import { type Principal, scopes } from '../../src/platform/auth.ts';
import { heldClock } from '../../src/platform/clock.ts';
import { readConfig } from '../../src/platform/config.ts';
import type { Deps } from '../../src/platform/deps.ts';
import { createHttp } from '../../src/platform/http.ts';
import { randomIds } from '../../src/platform/ids.ts';
import { createLog } from '../../src/platform/log.ts';
import { systemRandom } from '../../src/platform/random.ts';
import { createTestDatabase } from '../support/test-database.ts';

/** Two issuers, one key without a scope that reads, and the operator. The key is the name. */
const people: Readonly<Record<string, Principal>> = {
  operator: { kind: 'operator' },
  kompas: { kind: 'issuer', issuerId: '00000000-0000-7000-8000-00000000000a', apiKeyId: 'kompas', scopes },
  delta: { kind: 'issuer', issuerId: '00000000-0000-7000-8000-00000000000b', apiKeyId: 'delta', scopes },
  reader: {
    kind: 'issuer',
    issuerId: '00000000-0000-7000-8000-00000000000a',
    apiKeyId: 'reader',
    scopes: ['curriculum:read'],
  },
  nobody: {
    kind: 'issuer',
    issuerId: '00000000-0000-7000-8000-00000000000a',
    apiKeyId: 'nobody',
    scopes: ['awards:read'],
  },
};

export const kompasId = '00000000-0000-7000-8000-00000000000a';

/** Stands in for `tests/support/world.ts` until that exists: a database of its own, and the catalogue's routes on the real HTTP layer. */
export async function makeCatalogueWorld() {
  const own = await createTestDatabase();
  const { database } = own;
  const config = readConfig({ NODE_ENV: 'test', LOG_LEVEL: 'silent' });
  const clock = heldClock('2026-03-02T09:00:00Z');
  const on: Deps = { database, clock, ids: randomIds, random: systemRandom, log: createLog(config), config };
  const app = await createHttp(on, {
    parseJson: (bytes) => JSON.parse(bytes.toString()),
    authenticate: async (token) => people[token],
    problemPage: () => undefined,
  });
  catalogueRoutes(app, on);
  await app.ready();
  return {
    app,
    clock,
    database,
    [Symbol.asyncDispose]: async () => {
      await app.close();
      await own[Symbol.asyncDispose]();
    },
  };
}
