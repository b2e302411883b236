import { z } from 'zod';
import type { JsonLimits } from '../platform/http.ts';
import { pageQuery } from '../platform/pagination.ts';
import { type Changeable, changeable } from './change.ts';
import { exampleCurriculum } from './example.ts';
import { curriculumDocument } from './schema/document.ts';
import { validation } from './schema/outcomes.ts';
import { date, id } from './schema/parts.ts';

/** A curriculum is the one large JSON text that a provider sends; the sample academy has 5,500 nodes in 178 kB. */
export const curriculumLimits: JsonLimits = {
  bytes: 8 * 1024 * 1024,
  depth: 16,
  nodes: 400_000,
  arrayItems: 10_000,
  stringLength: 8_192,
};

/**
 * A body that reaches the handler as it was sent, described by a shape: zod would put members into its own order and normalise texts,
 * and what is read back would no longer be what was sent. The verb parses it.
 */
function untouched(shape: z.ZodType, about: { description: string; examples: unknown[] }) {
  const { $schema: _, ...described } = z.toJSONSchema(shape, { io: 'input' });
  return z.unknown().meta({ ...described, ...about });
}

export const curriculumBody = untouched(curriculumDocument, {
  description: 'A whole curriculum in the shape of catalogues/sample-academy.json.',
  examples: [exampleCurriculum],
});

const exampleLine = {
  id: 'line:BR',
  code: 'BR',
  name: { nl: 'Broodlijn' },
  goal: { nl: 'Een bakker in opleiding bakt na deze lijn zelfstandig brood.' },
  stops: [{ position: 1, stationId: 'station:ST-01' }],
};

const exampleYardstick = {
  id: 'yardstick:brood',
  name: { nl: 'Meetlat brood' },
  badgeId: 'badge:brood',
  requires: { ulos: [{ uloId: 'ulo:BR-01', minLevel: 3, maxAge: 'P5Y' }] },
};

const examples: Readonly<Record<Changeable, readonly unknown[]>> = {
  ...exampleCurriculum,
  lines: [exampleLine],
  yardsticks: [exampleYardstick],
};

/** The body of a change of one item: the item as it is to stand in the document. */
export function itemBody(section: Changeable) {
  return untouched(changeable[section], {
    description: `An item of \`${section}\` in a curriculum document.`,
    examples: examples[section].slice(0, 1),
  });
}

export const dryRunQuery = z.strictObject({
  dryRun: z
    .enum(['true', 'false'])
    .default('false')
    .transform((value) => value === 'true')
    .meta({ description: 'true: check and tell what would change, and change nothing.' }),
});

export const itemPath = z.object({
  ref: id.meta({ description: 'Id in the curriculum document.', examples: ['ulo:WP-03'] }),
});

export const versionQuery = z.strictObject({
  version: z.coerce.number().int().min(1).optional().meta({ description: 'Which version; the newest when absent.' }),
});

export const itemsQuery = pageQuery.extend({
  state: z
    .enum(['draft', 'validated', 'published', 'superseded'])
    .optional()
    .meta({ description: 'Only versions in this state; of each item the newest of them.' }),
});

export const achievementsQuery = pageQuery.extend({
  ref: id.optional().meta({ description: 'Only the versions of this badge.', examples: ['badge:WP-03'] }),
  current: z
    .enum(['true', 'false'])
    .default('false')
    .transform((value) => value === 'true')
    .meta({ description: 'true: only what is awarded now.' }),
});

export const achievementPath = z.object({ id: z.uuid() });

export const validationBody = validation.extend({ date: date.optional() }).meta({
  description: 'What an expert says of a ULO; `date` is today when absent.',
  examples: [{ expertId: 'expert:1', method: 'workshop', verdict: 'approved' }],
});

/** RFC 9110 §13.1.1: the revision that the caller has seen. */
export const ifMatch = z.looseObject({
  'if-match': z
    .string()
    .regex(/^"\d{1,9}"$/, 'an ETag of GET /v1/curriculum, such as "3"')
    .optional()
    .meta({ description: 'Change only this revision; otherwise 409.' }),
});
