import { describe, expect, test } from 'vitest';
import { judgeVerb } from './verbs.ts';

describe('a verb is laid beside the list in whatever form it stands', () => {
  test.each([
    [{ nl: 'Beoordeelt' }, 'on-list'],
    [{ en: 'Assesses' }, 'on-list'],
    [{ nl: 'Controleert' }, 'on-list'],
    [{ nl: 'Legt' }, 'on-list'], // legt … uit
    [{ en: 'Draws up' }, 'on-list'],
    [{ nl: 'Bakt', en: 'Bakes' }, 'not-on-list'],
    [{ nl: 'Bakt', en: 'Makes' }, 'not-on-list'],
    [{ nl: 'Weet' }, 'not-observable'],
    [{ nl: 'Kent', en: 'Lists' }, 'not-observable'],
    [{ en: 'Understands' }, 'not-observable'],
  ] as const)('%j is %s', (verb, expected) => expect(judgeVerb(verb)).toBe(expected));
});
