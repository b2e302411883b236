import { z } from 'zod';
import { plainText } from '../platform/text.ts';

/** The catalogues: two shared ones that the operator imports, and each issuer's own. */
const catalogueIds = ['esco', 'onet', 'own'] as const;
export type CatalogueId = (typeof catalogueIds)[number];

/** What a concept is. `responsibility` occurs in own catalogues only, `ability` in O*NET; ESCO leaves a few `unspecified`. */
export const skillKinds = ['skill', 'knowledge', 'ability', 'responsibility', 'unspecified'] as const;
export type SkillKind = (typeof skillKinds)[number];

/** `hidden` labels (ESCO: misspellings, old words) are searched and never shown. */
export type LabelKind = 'preferred' | 'alternative' | 'hidden';

const language = z
  .string()
  .regex(/^[a-z]{2,3}$/, 'a language code such as "nl" was expected (ISO 639, lower case)')
  .meta({ description: 'Language code (ISO 639, lower case).', examples: ['nl', 'en'] });

const version = z
  .string()
  .regex(/^[0-9A-Za-z][0-9A-Za-z._-]{0,39}$/, 'a version such as "1.1.1" was expected')
  .meta({ description: 'Version of the catalogue.', examples: ['1.1.1', '29.2'] });

const fileName = plainText(200)
  .optional()
  .meta({
    description: 'What to call the file when something is wrong in it.',
    examples: ['skills_en.csv'],
  });

const retireMany = z.stringbool().default(false).meta({
  description:
    'Say `true` when a file is meant to retire more than half of the catalogue; otherwise that is taken for a mistake.',
});

export const escoImport = z.strictObject({ version, language, fileName, retireMany });
export const plainImport = z.strictObject({ version, fileName, retireMany });

/** The body of an import: a stream that the verb reads itself, with its own limits. */
export const csvBody = z.unknown().meta({
  description:
    'The CSV file (`text/csv`) or the same packed (`application/gzip`): UTF-8, parted by comma, semicolon or tab, with a header.',
  type: 'string',
  format: 'binary',
});

export const importAnswer = z
  .object({
    outcome: z
      .enum(['imported', 'unchanged'])
      .meta({ description: '`unchanged`: this very file was imported before; nothing was written.' }),
    catalogue: z.enum(catalogueIds),
    version,
    language: language.optional(),
    fileName: z.string(),
    digest: z.string().meta({ description: 'SHA-256 of the unpacked file, hexadecimal.' }),
    definesConcepts: z.boolean().meta({ description: 'False when the file only added labels in one more language.' }),
    records: z.int().meta({ description: 'Concepts in the file.', examples: [13896] }),
    added: z.int(),
    changed: z.int().meta({ description: 'Concepts whose kind, labels or description differ from before.' }),
    retired: z.int().meta({ description: 'Concepts that this version no longer holds; their URIs still resolve.' }),
    skipped: z.int().meta({ description: 'Label rows of concepts that this catalogue does not hold.' }),
  })
  .meta({ id: 'CatalogueImport' });

const perLanguage = z.record(z.string(), z.string());

const skill = z
  .object({
    uri: z.string().meta({
      description: 'Byte-exact as in the catalogue.',
      examples: ['http://data.europa.eu/esco/skill/0005c151-5b5a-4a66-8aac-60e734beb1ab'],
    }),
    catalogue: z.enum(catalogueIds),
    version: version.meta({ description: 'The newest version that holds it.' }),
    kind: z.enum(skillKinds),
    code: z
      .string()
      .optional()
      .meta({ examples: ['2.B.1.a'] }),
    retiredIn: version.optional().meta({ description: 'The first version that no longer holds it.' }),
    labels: perLanguage.meta({ description: 'Preferred label per language.', examples: [{ en: 'install heat pump' }] }),
  })
  .meta({ id: 'Skill', description: 'A concept of a catalogue.' });

export const skillInFull = skill
  .extend({
    versions: z.array(version).meta({ description: 'Every version that holds it, oldest first.' }),
    broader: z.string().optional(),
    descriptions: perLanguage,
    alternativeLabels: z.record(z.string(), z.array(z.string())),
  })
  .meta({ id: 'SkillInFull' });

/** Why something was found, best first; results come in this order. */
const matches = ['exact', 'start', 'words', 'alternative', 'inside', 'similar', 'some-words'] as const;
export type Match = (typeof matches)[number];

export const foundSkill = skill
  .extend({
    label: z.string().meta({ description: 'Preferred label in the language asked for, else in English, else in any.' }),
    labelLanguage: language,
    description: z.string().optional(),
    match: z.enum(matches).meta({
      description:
        'Why it was found: `exact`, `start` and `words` are about the preferred label, `alternative` about another label, `inside` about a part of a word (pomp in warmtepomp), `similar` forgives typos, `some-words` misses some.',
    }),
    matchedLabel: z.string().optional().meta({ description: 'The label that matched, where it is not the one shown.' }),
  })
  .meta({ id: 'FoundSkill' });

export const searchQuery = z.strictObject({
  q: z
    .string()
    .trim()
    .min(2)
    .max(200)
    .meta({ description: 'What to look for; typos are forgiven.', examples: ['heat pump'] }),
  lang: language.default('en').meta({ description: 'Language of the labels; English where there is none.' }),
  catalogue: z.enum(catalogueIds).optional(),
  kind: z.enum(skillKinds).optional(),
  version: version.optional().meta({ description: 'Only concepts of this version, retired ones included.' }),
  limit: z.coerce.number().int().min(1).max(50).default(20).meta({ description: 'How many at most.' }),
});

export const byUriQuery = z.strictObject({
  uri: z
    .string()
    .max(1_000)
    .regex(/^[\x21-\x7e]+$/, 'a URI was expected')
    .meta({ description: 'Compared byte by byte.' }),
});

export const catalogue = z
  .object({
    id: z.enum(catalogueIds),
    name: z.string(),
    licence: z.string().optional(),
    attribution: z.string().optional().meta({ description: 'To be shown wherever the catalogue is used.' }),
    website: z.string().optional(),
    concepts: z.int().meta({ description: 'Concepts that are not retired.' }),
    retired: z.int(),
    kinds: z.record(z.string(), z.int()).meta({ description: 'Concepts per kind, without the retired ones.' }),
    languages: z
      .record(z.string(), z.int())
      .meta({ description: 'Concepts with a label in each language, without the retired ones.' }),
    versions: z.array(
      z.object({
        version,
        files: z.array(
          z.object({
            fileName: z.string(),
            language: language.optional(),
            digest: z.string(),
            records: z.int(),
            importedAt: z.iso.datetime(),
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'Catalogue' });

export type ImportAnswer = z.infer<typeof importAnswer>;
export type Skill = z.infer<typeof skill>;
export type SkillInFull = z.infer<typeof skillInFull>;
export type FoundSkill = z.infer<typeof foundSkill>;
export type SearchQuery = z.infer<typeof searchQuery>;
export type Catalogue = z.infer<typeof catalogue>;
