import { readFileSync } from 'node:fs';
import { Ajv2019, type ValidateFunction } from 'ajv/dist/2019.js';
import addFormatsModule from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { richFacts } from '../../../tests/interop/badges.ts';
import { buildCredential } from '../build/credential.ts';
import type { JsonObject } from './finding.ts';
import { formats } from './formats.ts';
import { findSchemaFault } from './json-schema.ts';

const read = (path: string) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
const names = ['ob_v3p0_achievementcredential_schema', 'ob_v3p0_anyachievementcredential_schema'];
const schemas: JsonObject[] = names.map((name) => read(`../schemas/${name}.json`));

function compiled(schema: JsonObject): ValidateFunction {
  const ajv = new Ajv2019({ strict: false });
  addFormatsModule.default(ajv);
  return ajv.compile(schema);
}

/** The fullest official example, one with other parts, and a badge of ours with everything in it. */
const examples = ['fullOpenBadge__complete-openbadgecredential', 'skillAssertionCase__skill-assertion-case'];
const badges: JsonObject[] = [
  ...examples.map((name) => read(`../../../tests/data/openbadges/examples/${name}.json`)),
  JSON.parse(JSON.stringify(buildCredential(richFacts))),
];

const replacements = [undefined, 1, 'text', [], {}, { type: ['Profile'] }];

/** Every copy of a document in which one value, somewhere, is another. */
function* mutations(document: JsonObject): Generator<JsonObject> {
  const walk = function* (holder: JsonObject): Generator<JsonObject> {
    for (const [name, value] of Object.entries(holder)) {
      for (const other of [...replacements, [value], [value].flat()[0]]) {
        holder[name] = other;
        if (other === undefined) delete holder[name];
        yield document;
        holder[name] = value;
      }
      if (value !== null && typeof value === 'object') yield* walk(value as JsonObject);
    }
  };
  yield* walk(document);
}

describe('the schemas of 1EdTech, read instead of compiled', () => {
  test.each(schemas.map((schema, at) => [names[at], schema] as const))('%s: as ajv judges it', (_name, schema) => {
    const validate = compiled(schema);
    const seen = { accepted: 0, refused: 0 };
    let made = 0;
    for (const badge of badges) {
      for (const copy of mutations(badge)) {
        // All of them take twenty seconds; they were run once, and 13 has no part in their order.
        made += 1;
        if (made % 13 !== 0) continue;
        const accepted = validate(copy);
        seen[accepted ? 'accepted' : 'refused'] += 1;
        const fault = findSchemaFault(schema, copy);
        if ((fault === undefined) !== accepted)
          expect.unreachable(`ajv ${accepted ? 'accepts' : 'refuses'} this: ${JSON.stringify({ copy, fault })}`);
      }
    }
    expect(seen.accepted).toBeGreaterThan(150);
    expect(seen.refused).toBeGreaterThan(150);
  });

  test('a keyword that is not known is not taken for fulfilled', () => {
    expect(() => findSchemaFault({ properties: { a: { not: {} } } }, { a: 1 })).toThrow('"not"');
    expect(() => findSchemaFault({ format: 'uri' }, 'x')).toThrow('"uri"');
  });

  test.each([
    ['date-time', '2026-02-28T23:59:60Z', true],
    ['date-time', '2026-02-28T22:59:60-01:00', true],
    ['date-time', '2026-02-28T12:59:60Z', false],
    ['date-time', '2026-02-28 12:00:00+0130', true],
    ['date-time', '2026-02-28T12:00:00', false],
    ['date-time', '2026-02-28T24:00:00Z', false],
    ['date', '2024-02-29', true],
    ['date', '2100-02-29', false],
    ['date', '0000-02-29', true],
    ['date', '2026-13-01', false],
  ])('%s %s: %s (RFC 3339 §5.6)', (name, text, expected) => {
    const ajv = new Ajv2019({ strict: false });
    addFormatsModule.default(ajv);
    expect(formats.get(name)?.(text)).toBe(expected);
    expect(ajv.validate({ format: name }, text), 'ajv says the same').toBe(expected);
  });
});
