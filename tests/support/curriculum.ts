import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { Provider, World } from './world.ts';

const read = (path: string) => JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'));

/** A document to change: a fresh copy each time. */
export const sample = () => read('catalogues/sample-academy.json');

/** An academy that differs from the sample wherever it can. */
export const other = () => read('tests/data/other-academy.json');

/** Which achievements an answer calls new. */
export const newOnes = (achievements: { ref: string; isNew: boolean }[]) =>
  achievements.filter(({ isNew }) => isNew).map(({ ref }) => ref);

let made = 0;
const fresh = (world: World): Promise<Provider> => world.provider(`curriculum-${++made}`);

/** What the tests of curricula do over and over. */
export function curricula(world: () => World) {
  const rows = async (query: string, ...values: unknown[]) =>
    (await world().database.$client.query(query, values)).rows;
  return {
    rows,
    /** An issuer without a curriculum. */
    issuer: () => fresh(world()),
    /** An issuer that has published a document. */
    async issuerWith(document: unknown) {
      const issuer = await fresh(world());
      const sent = await issuer.put('/v1/curriculum', document);
      expect(sent.status, sent.text).toBe(200);
      return { issuer, sent: sent.body };
    },
    /** How much of a curriculum is on the shelves of an issuer, to see that nothing was added. */
    async shelves({ issuer }: Provider): Promise<number[]> {
      const about = (column: string) => `and (${column} like 'curriculum.%' or ${column} like 'achievement.%')`;
      const tables = [
        'curriculum_documents where issuer_id = $1',
        'curriculum_items where issuer_id = $1',
        'achievements where issuer_id = $1',
        `audit_entries where issuer_id = $1 ${about('action')}`,
        `outbox_messages where issuer_id = $1 ${about('kind')}`,
      ];
      return Promise.all(
        tables.map(async (table) => (await rows(`select count(*)::int as n from ${table}`, issuer.id))[0].n),
      );
    },
  };
}

/** The rubric that the draft ULO of the other academy still lacks. */
export const rubricZ3 = {
  id: 'rubriek-Z3',
  uri: 'https://zorgacademie.example/rubriek/Z3',
  uloId: 'lu-3',
  scale: [1, 2],
  criteria: [
    {
      id: 'z3-a',
      name: { nl: 'Afspraken' },
      componentId: 'gesprek',
      requiredLevel: 2,
      levels: [1, 2].map((level) => ({
        level,
        uri: `https://zorgacademie.example/rubriek/Z3#n${level}`,
        name: { nl: `Niveau ${level}` },
        description: { nl: 'Legt afspraken vast.' },
      })),
    },
  ],
};

/** What its expert says of a ULO. */
export const approval = { expertId: 'wijkverpleegkundige-1', method: 'workshop', verdict: 'approved' };
