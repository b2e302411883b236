import { expect, test } from 'vitest';
import type { SkillRow } from '../store.ts';
import type { Concept } from './concept.ts';
import { planImport, type Target } from './plan.ts';

const esco = (version: string, language = 'en'): Target => ({ issuerId: null, catalogue: 'esco', version, language });
const own = (version: string): Target => ({ issuerId: 'kompas', catalogue: 'own', version, language: undefined });

const concept = (uri: string, words: Record<string, string>, alternative: string[] = []): Concept => ({
  uri,
  kind: 'skill',
  wordings: new Map(
    Object.entries(words).map(([language, preferred]) => [language, { preferred, alternative, hidden: [] }]),
  ),
});

const counted = () => {
  let last = 0;
  return () => `id-${++last}`;
};

const plan = (target: Target, concepts: Concept[], known: SkillRow[] = [], definesConcepts = true) =>
  planImport(target, { concepts, definesConcepts, digest: '' }, new Map(known.map((row) => [row.uri, row])), counted());

const held = (target: Target, concepts: Concept[]) => plan(target, concepts).added;

test('a new concept gets its version and each label once, the preferred one first', () => {
  const { added, labels } = plan(esco('1.1.1'), [
    concept('u:1', { en: 'Weld pipes' }, ['Weld pipes', 'join pipes', 'join pipes']),
  ]);
  expect(added).toMatchObject([
    { id: 'id-1', uri: 'u:1', versions: ['1.1.1'], retiredIn: null, labels: { en: 'Weld pipes' } },
  ]);
  expect(labels.map(({ kind, label, plain }) => [kind, label, plain])).toEqual([
    ['preferred', 'Weld pipes', 'weld pipes'],
    ['alternative', 'join pipes', 'join pipes'],
  ]);
});

test('the same words in a later version only confirm the concept', () => {
  const known = held(esco('1.1.1'), [concept('u:1', { en: 'weld' })]);
  const next = plan(esco('1.2.0'), [concept('u:1', { en: 'weld' })], known);
  expect(next).toMatchObject({
    added: [],
    changed: [],
    confirmed: ['id-1'],
    retired: [],
    labels: [],
    outdatedLabels: [],
  });
});

test('other words replace the labels of that language and leave the others', () => {
  const [row] = held(own('1'), [concept('u:1', { en: 'Jboss', nl: 'Jboss-nl' })]);
  const next = plan(esco('1.2.0'), [concept('u:1', { en: 'WildFly' })], row ? [row] : []);
  expect(next.outdatedLabels).toEqual([{ skillId: 'id-1', language: 'en' }]);
  expect(next.changed).toMatchObject([{ labels: { en: 'WildFly', nl: 'Jboss-nl' } }]);
});

test('what a later version lacks is retired once, and comes back when a version has it again', () => {
  const known = held(esco('1.1.1'), [concept('u:1', { en: 'a' }), concept('u:2', { en: 'b' })]);
  expect(plan(esco('1.2.0'), [concept('u:1', { en: 'a' })], known).retired).toEqual(['id-2']);
  const retired = known.map((row) => (row.uri === 'u:2' ? { ...row, retiredIn: '1.2.0' } : row));
  expect(plan(esco('1.3.0'), [concept('u:1', { en: 'a' })], retired).retired).toEqual([]);
  const back = plan(esco('1.3.0'), [concept('u:1', { en: 'a' }), concept('u:2', { en: 'b' })], retired);
  expect(back.changed).toMatchObject([{ uri: 'u:2', retiredIn: null, versions: ['1.1.1', '1.3.0'] }]);
});

test('a file of labels adds a language, invents no concepts, retires none and claims no version', () => {
  const known = held(esco('1.1.1'), [concept('u:1', { en: 'weld' }), concept('u:2', { en: 'braze' })]);
  const next = plan(
    esco('1.0.9', 'nl'),
    [concept('u:1', { nl: 'lassen' }), concept('u:9', { nl: 'weg' })],
    known,
    false,
  );
  expect(next).toMatchObject({
    added: [],
    retired: [],
    skipped: 1,
    outdatedLabels: [{ skillId: 'id-1', language: 'nl' }],
  });
  expect(next.changed).toMatchObject([{ labels: { en: 'weld', nl: 'lassen' }, versions: ['1.1.1'] }]);
});

test('an own catalogue speaks for all languages: one that is gone from the file is gone', () => {
  const known = held(own('1'), [concept('u:1', { en: 'weld', nl: 'lassen' })]);
  const next = plan(own('2'), [concept('u:1', { nl: 'lassen' })], known);
  expect(next.changed).toMatchObject([{ labels: { nl: 'lassen' } }]);
  expect(next.outdatedLabels).toEqual([{ skillId: 'id-1', language: 'en' }]);
  expect(next.labels).toEqual([]);
});
