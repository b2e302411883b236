import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type AchievementDefinition, achievementDefinition } from '../achievement-definition.ts';
import { effectiveCurriculum } from '../effective.ts';
import { lookup } from '../rules/lookup.ts';
import { curriculumDocument } from '../schema/document.ts';
import { defineAchievements } from './achievements.ts';
import { defineParts } from './parts.ts';

function define(path: string): ReadonlyMap<string, AchievementDefinition> {
  const document: unknown = JSON.parse(readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8'));
  const nothing = { ulos: new Map(), rubrics: new Map(), stations: new Map(), lines: new Map(), yardsticks: new Map() };
  const { curriculum } = effectiveCurriculum(curriculumDocument.parse(document), nothing);
  const items = lookup(curriculum);
  const definitions = defineAchievements(curriculum, items, defineParts(curriculum, items));
  return new Map(definitions.map((one) => [one.ref, one]));
}

const kompas = define('catalogues/sample-academy.json');
const linde = define('tests/data/other-academy.json');

function of(definitions: ReadonlyMap<string, AchievementDefinition>, ref: string): AchievementDefinition {
  const found = definitions.get(ref);
  if (found === undefined) throw new Error(`no ${ref}`);
  return found;
}

test('every definition is plain JSON in its own shape: nothing is lost on the shelf', () => {
  for (const definition of [...kompas.values(), ...linde.values()]) {
    expect(achievementDefinition.strict().parse(JSON.parse(JSON.stringify(definition)))).toEqual(definition);
  }
  expect(kompas.size).toBe(21);
});

describe('a station badge', () => {
  const badge = of(kompas, 'badge:ST-05');

  test('says what the station is, in both languages', () => {
    expect(badge.description).toEqual({
      nl: 'Praktijksessie van 8 uur: Inbedrijfstellen en overdragen. Fase: conclusie.',
      en: 'Practical session of 8 hours: Commissioning and handover. Phase: conclusion.',
    });
    expect(badge).toMatchObject({ code: 'ST-05', studyLoadHours: 8, participation: 'blended', earnedBy: 'completion' });
  });

  test('carries the skills of the ULOs that the station addresses, with the exact concept URI', () => {
    expect(badge.ulos.map(({ ref }) => ref)).toEqual(['ulo:WP-04']);
    expect(badge.skills[0]).toMatchObject({
      ref: 'skill:wp-installeren',
      alignments: [
        {
          targetUrl: 'http://data.europa.eu/esco/skill/00735755-adc6-4ea0-b034-b8caff339c9f',
          frameworkVersion: '1.1.1',
        },
      ],
    });
  });

  test('knows its owner, its line and what it counts towards', () => {
    expect(badge.creator).toMatchObject({ ref: 'prov:kustwarmte', kind: 'company' });
    expect(badge.lines.map(({ ref, stops }) => [ref, stops.length])).toEqual([['line:WP', 5]]);
    expect(badge.countsTowards.map(({ ref }) => ref)).toEqual(['badge:line-WP']);
  });

  test('of a connection station lies on both lines; the academy is no creator of its own', () => {
    const connection = of(kompas, 'badge:ST-01');
    expect(connection.lines.map(({ ref }) => ref)).toEqual(['line:WP', 'line:H2']);
    expect(connection.station?.owner?.ref).toBe('academy');
    expect(connection).not.toHaveProperty('creator');
  });
});

describe('a ULO badge', () => {
  const badge = of(kompas, 'badge:WP-03');

  test('is described by its responsibility', () => {
    expect(badge.description.en).toMatch(/^Assesses the tightness of a refrigeration circuit/);
  });

  test('has the whole rubric, low to high, with what is required', () => {
    const [criterion] = badge.ulos[0]?.rubric.criteria ?? [];
    expect(criterion).toMatchObject({
      id: 'criterion:WP-03-A',
      requiredLevel: 3,
      componentRef: 'skill:dichtheid-koude',
    });
    expect(criterion?.levels.map(({ level }) => level)).toEqual([1, 2, 3, 4, 5]);
  });

  test('keeps the three kinds of level apart', () => {
    expect(badge.ulos[0]).toMatchObject({ targetSkillLevel: 3, eqfLevel: 4, nlqfLevel: 4, roleLevel: 'VP' });
    expect(badge.regulation).toMatchObject({ ref: 'regulation:regeling-koude-demo', version: '2026' });
  });

  test('counts towards its line and the scheme', () => {
    expect(badge.countsTowards.map(({ ref }) => ref)).toEqual(['badge:line-WP', 'badge:vp-warmtepomp']);
  });

  test('tells who approved of the ULO, and no expert who did not', () => {
    expect(badge.ulos[0]?.validations).toContainEqual({
      name: 'Marit Oosterbaan',
      organisation: 'Warmtegilde Demo (brancheorganisatie)',
      method: 'workshop',
      date: '2026-01-20',
    });
  });

  test('states in its criteria what was judged, at which level and how', () => {
    expect(badge.criteria.nl).toContain(
      '- Dichtheidsbeproeving, niveau 3 (Competent): Voert de druk- en vacuümproef uit',
    );
    expect(badge.criteria.nl).toContain('- VP binnen Demo-regeling koudetechniek (2026)');
    expect(badge.criteria.nl).toContain('- Geldig: 5 jaar');
    expect(badge.criteria.en).toContain('- Identity verified');
  });

  test('carries accepted endorsements as plain claims, and proposed ones not at all', () => {
    expect(of(kompas, 'badge:WP-04').endorsements).toMatchObject([
      {
        ref: 'endorsement:1',
        endorser: { name: 'Warmtegilde Demo', did: 'did:web:warmtegilde.example' },
        signed: false,
      },
    ]);
    expect(of(kompas, 'badge:line-H2').endorsements).toEqual([]);
  });
});

describe('a line badge', () => {
  const badge = of(kompas, 'badge:line-WP');

  test('asks for the stations of the line, one of which may be skipped, and for the ULOs', () => {
    expect(badge.yardstick?.requires).toMatchObject({
      stations: ['station:ST-01', 'station:ST-02', 'station:ST-03', 'station:ST-04', 'station:ST-05'],
      mayBeSkipped: 1,
      skipNeedsReason: true,
    });
    expect(badge.criteria.nl).toContain('Ten hoogste 1 station mag worden overgeslagen, met opgave van reden.');
    expect(badge.studyLoadHours).toBe(23);
  });
});

describe('a scheme badge', () => {
  test('says how old a proof may be and what else is needed', () => {
    const { criteria, yardstick } = of(kompas, 'badge:vp-warmtepomp');
    expect(criteria.nl).toContain('ten minste vaardigheidsniveau 3, bewijs niet ouder dan 5 jaar');
    expect(criteria.en).toContain('- Demonstrable relevant work experience of 12 months');
    expect(yardstick?.requires.ulos[0]).toEqual({ uloRef: 'ulo:WP-02', minLevel: 3, maxAge: 'P5Y' });
  });
});

describe('an academy in one language, without lines', () => {
  test('awards what is published, and nothing that waits for a draft', () => {
    expect([...linde.keys()]).toEqual(['b-tildag', 'b-z1', 'b-z1-rapport', 'b-z2', 'b-helpende']);
  });

  test('is not answered in a language it does not speak', () => {
    for (const { name, description, criteria, inLanguage } of linde.values()) {
      expect([name, description, criteria].map((text) => Object.keys(text))).toEqual([['nl'], ['nl'], ['nl']]);
      expect(inLanguage).toBe('nl');
    }
  });

  test('a badge for a part has only that part, and only its criteria', () => {
    const badge = of(linde, 'b-z1-rapport');
    expect(badge.skills.map(({ ref }) => ref)).toEqual(['rapporteren']);
    expect(badge.componentRefs).toEqual(['rapporteren']);
    expect(badge.criteria.nl).toContain('Vastleggen, niveau 2');
    expect(badge.criteria.nl).not.toContain('Houding en techniek');
    expect(badge.countsTowards.map(({ ref }) => ref)).toEqual(['b-helpende']);
  });

  test('a description of its own wins', () => {
    expect(of(linde, 'b-z1').description).toEqual({ nl: 'Kan zelfstandig met een tillift werken.' });
  });

  test('the station type has its usual name where the academy names none', () => {
    expect(of(linde, 'b-tildag').station?.typeName).toEqual({ nl: 'Praktijksessie', en: 'Practical session' });
  });
});

test('Markdown in a curriculum stays what it says', () => {
  const document: unknown = JSON.parse(
    readFileSync(new URL('../../../tests/data/other-academy.json', import.meta.url), 'utf8'),
  );
  const curriculum = curriculumDocument.parse(document);
  const [ulo] = curriculum.ulos;
  if (ulo === undefined) throw new Error('no ulo');
  ulo.responsibility.observable = { nl: '<b>[klik](https://kwaad.example)</b> *nu*' };
  const published = effectiveCurriculum(curriculum, {
    ulos: new Map(),
    rubrics: new Map(),
    stations: new Map(),
    lines: new Map(),
    yardsticks: new Map(),
  }).curriculum;
  const items = lookup(published);
  const [, badge] = defineAchievements(published, items, defineParts(published, items));
  expect(badge?.criteria.nl).toContain('\\<b\\>\\[klik\\](https://kwaad.example)\\</b\\> \\*nu\\*');
});
