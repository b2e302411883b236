import { readFileSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import { expect } from 'vitest';
import { type Answer, type Client, makeWorld } from './world.ts';

/** A world with two issuers, a key that only reads curricula, one that does not even, and the operator. */
export async function makeCatalogueWorld() {
  const world = await makeWorld({ now: '2026-03-02T09:00:00Z' });
  const kompas = await world.provider('kompas');
  const people: Record<string, Client> = {
    operator: world.operator,
    kompas,
    delta: await world.provider('delta'),
    reader: world.client(await world.apiKey(kompas.issuer.id, ['curriculum:read'])),
    nobody: world.client(await world.apiKey(kompas.issuer.id, ['awards:read'])),
    stranger: world.stranger,
  };
  const as = (who: string) => people[who] ?? world.stranger;
  return Object.assign(world, { as, kompas });
}
export type CatalogueWorld = Awaited<ReturnType<typeof makeCatalogueWorld>>;
export type Found = {
  uri: string;
  label: string;
  labelLanguage: string;
  match: string;
  matchedLabel?: string;
  catalogue: string;
  kind: string;
};

export const dataFile = (path: string) => readFileSync(new URL(`../../catalogues/${path}`, import.meta.url));
export const esco = (id: string) => `http://data.europa.eu/esco/skill/${id}`;

/** Uploads a file; lines of text, or bytes as they are. */
export function upload(
  world: CatalogueWorld,
  who: string,
  path: string,
  file: readonly string[] | Buffer,
  type = 'text/csv',
): Promise<Answer> {
  return world.as(who).post(path, Buffer.isBuffer(file) ? file : file.join('\n'), { 'content-type': type });
}

export function get(
  world: CatalogueWorld,
  path: string,
  query: Record<string, string> = {},
  who = 'reader',
): Promise<Answer> {
  return world.as(who).get(`${path}?${new URLSearchParams(query)}`);
}

export async function search(world: CatalogueWorld, query: Record<string, string>, who = 'reader'): Promise<Found[]> {
  const { status, body } = await get(world, '/v1/skills', query, who);
  expect(status, JSON.stringify(body)).toBe(200);
  return body.items;
}

/** Everything that an import could have written. */
export async function everything(world: CatalogueWorld): Promise<unknown> {
  const { rows } = await world.database.execute(sql`
    select (select json_agg(s order by uri) from skills s) as skills,
      (select json_agg(l order by skill_id, language, label) from skill_labels l) as labels,
      (select count(*)::int from skill_words) as words, (select count(*)::int from catalogue_imports) as imports,
      (select count(*)::int from audit_entries where action like 'catalogue.%') as audit,
      (select count(*)::int from outbox_messages where kind like 'catalogue.%') as outbox`);
  return rows[0];
}

export const english = (...rows: string[]) => ['conceptUri,skillType,preferredLabel,altLabels,description', ...rows];
export const escoImport = (version: string, language = 'en') =>
  `/v1/catalogues/esco/imports?version=${version}&language=${language}&fileName=skills.csv`;
export const first = english(
  `${esco('a')},skill/competence,weld pipes,join pipes|pipe welding,Join them.`,
  `${esco('b')},knowledge,heat transfer,,`,
  `${esco('c')},,ICT safety,,`,
);
