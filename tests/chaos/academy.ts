import { createClient } from '../../src/demo/client.ts';
import { readSampleAcademy } from '../../src/demo/sample-academy.ts';
import { scopes } from '../../src/platform/auth.ts';
import { operatorKey } from './stage.ts';

/** An issuer that can award: curriculum published, signing key there. */
export interface Academy {
  readonly apiKey: string;
  readonly slug: string;
}

/** Sets up the sample academy over HTTP, as a provider does. */
export async function openAcademy(address: string, slug = 'kompas'): Promise<Academy> {
  const { text } = await readSampleAcademy();
  const operator = createClient(address, operatorKey);
  const { id } = await operator.send<{ id: string }>('POST', '/v1/issuers', {
    slug,
    name: { nl: 'Kompas', en: 'Compass' },
    url: 'https://kompas.example',
    address: { addressLocality: 'Haarlem', addressCountryCode: 'NL' },
    otherIdentifier: [{ identifierType: 'KvK', identifier: '12345678' }],
  });
  const made = await operator.send<{ key: string }>('POST', `/v1/issuers/${id}/api-keys`, { name: 'chaos', scopes });
  const provider = createClient(address, made.key);
  await provider.send('POST', '/v1/keys', {});
  await provider.send('PUT', '/v1/curriculum', JSON.parse(text));
  return { apiKey: made.key, slug };
}

/** Stations of the sample that judge one ULO each. Whoever takes all five has the badge of the line too. */
export const stations = [
  { station: 'ST-01', ulo: 'EN-01' },
  { station: 'ST-02', ulo: 'WP-01' },
  { station: 'ST-03', ulo: 'WP-02' },
  { station: 'ST-04', ulo: 'WP-03' },
  { station: 'ST-05', ulo: 'WP-04' },
] as const;

export type StationName = (typeof stations)[number]['station'];

/** A report of one station at one level (3 and 4 both meet every rubric), as a provider sends it. */
export function reportOf(email: string, name: StationName, level: 3 | 4) {
  const ulo = stations.find(({ station }) => station === name)?.ulo;
  return {
    learner: { email, name: 'Noor Visser' },
    station: name,
    completedOn: '2026-07-23',
    assessments: [{ ulo, criteria: ['A', 'B'].map((end) => ({ criterion: `criterion:${ulo}-${end}`, level })) }],
  };
}
