import { apiYaml } from './api-document.ts';
import { buildApp } from './app.ts';
import type { Custody } from './issuers/index.ts';
import { systemClock } from './platform/clock.ts';
import { readConfig } from './platform/config.ts';
import { closeDatabase, openDatabase } from './platform/database.ts';
import { randomIds } from './platform/ids.ts';
import { createLog } from './platform/log.ts';
import { createOutbound } from './platform/outbound/index.ts';
import { systemRandom } from './platform/random.ts';

/** The address that the committed document names; a running service names its own. */
const documentedBaseUrl = 'https://stempel.example';

const noCustody: Custody = {
  keyEncryptionKeyId: 'none',
  wrap: async () => Promise.reject(new Error('nothing is signed while the API is described')),
  unwrap: async () => Promise.reject(new Error('nothing is signed while the API is described')),
};

/** The OpenAPI document as YAML, made from the routes themselves; needs no database. */
export async function describeApi(): Promise<string> {
  const config = readConfig({ NODE_ENV: 'test', PUBLIC_BASE_URL: documentedBaseUrl, LOG_LEVEL: 'silent' });
  // A pool connects only when it is asked something.
  const database = openDatabase('postgres://nobody@localhost:1/none');
  const on = {
    config,
    database,
    log: createLog(config),
    clock: systemClock,
    ids: randomIds,
    random: systemRandom,
    outbound: createOutbound(config),
  };
  const { http: app } = await buildApp(on, { custody: noCustody, operatorKey: 'only for describing the interface' });
  await app.ready();
  const document = apiYaml(app);
  await app.close();
  await closeDatabase(database);
  return document;
}
