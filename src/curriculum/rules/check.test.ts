import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { pointerTo } from '../../platform/problem.ts';
import { curriculumDocument } from '../schema/document.ts';
import { broken, brokenTwice, type Edits, fine } from './broken-curricula.ts';
import { checkCurriculum } from './check.ts';
import { type Finding, rules } from './findings.ts';

const sample = readFileSync(new URL('../../../catalogues/sample-academy.json', import.meta.url), 'utf8');

function findings(edits: Edits): Finding[] {
  const academy: unknown = JSON.parse(sample);
  for (const [place, value] of Object.entries(edits)) put(academy, place.split('/').slice(1), value);
  return checkCurriculum(curriculumDocument.parse(academy));
}

function put(node: unknown, [step = '', ...rest]: readonly string[], value: unknown): void {
  if (node === null || typeof node !== 'object') throw new Error(`nothing to change at ${step}`);
  if (rest.length > 0) put(Reflect.get(node, step), rest, value);
  else if (value === undefined && Array.isArray(node)) node.splice(Number(step), 1);
  else if (value === undefined) Reflect.deleteProperty(node, step);
  else Reflect.set(node, step, value);
}

const written = ({ code, path }: Finding) => `${code} ${pointerTo(path)}`;

/** What the sample academy is warned about as it stands: two verbs that the short list does not have. */
const asItStands = findings({}).map(written);
const found = (edits: Edits) =>
  findings(edits)
    .map(written)
    .filter((one) => !asItStands.includes(one));

describe('a curriculum is refused or warned about', () => {
  test.each(broken)('%s', (expected, edits) => {
    expect(found(edits)).toEqual([expected]);
  });

  test.each(brokenTwice)('%j', (expected, edits) => {
    expect(found(edits)).toEqual(expected);
  });

  test('every rule that needs only the document is broken above', () => {
    const told = [...broken.map(([one]) => one), ...brokenTwice.flatMap(([several]) => several)];
    const tried = new Set(told.map((one) => one.split(' ')[0]));
    // These need what is stored or an imported catalogue: effective.test.ts, plan-items.test.ts, skill-uris.test.ts.
    const elsewhere = [
      'still-needed',
      'published-ulo-changed',
      'ulo-version-goes-back',
      'unknown-skill-uri',
      'retired-skill-uri',
    ];
    expect(Object.keys(rules).filter((code) => !tried.has(code))).toEqual(elsewhere);
  });
});

describe('a curriculum is left in peace', () => {
  test('the sample academy has no error', () => {
    expect(asItStands).toEqual([
      'verb-not-on-list #/ulos/6/responsibility/verb',
      'verb-not-on-list #/ulos/8/responsibility/verb',
    ]);
  });

  test.each(fine)('%s', (_, edits) => expect(found(edits)).toEqual([]));

  test('what a draft still lacks is only a warning', () => {
    const unfinished = {
      '/ulos/8/status': 'draft',
      '/ulos/8/knowledge': [],
      '/ulos/8/validations': [],
      '/rubrics/8/criteria': [],
    };
    expect(findings(unfinished).filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(found(unfinished)).toEqual([
      'ulo-without-knowledge #/ulos/8/knowledge',
      'rubric-without-criterion #/rubrics/8/criteria',
    ]);
  });
});
