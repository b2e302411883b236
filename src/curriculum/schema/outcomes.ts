import { z } from 'zod';
import { plainText } from '../../platform/text.ts';
import {
  alignment,
  date,
  eqfLevel,
  id,
  list,
  nlqfLevel,
  paragraph,
  roleLevel,
  skillLevel,
  text,
  title,
  uri,
  word,
} from './parts.ts';

/** A skill or knowledge item: each has a URI of its own, so that others can point at it (Katapult toolkit §5.2). */
export const skill = z.strictObject({
  id,
  uri,
  kind: z.enum(['skill', 'knowledge']),
  label: title,
  labelNlSource: word.optional(),
  reuseLevel: z.enum(['cross-sector', 'sector-specific', 'occupation-specific', 'transversal']).optional(),
  alignments: list(alignment, 50),
});

/** Validation of a ULO by an expert (Katapult toolkit §5.3: workshops or interviews). */
export const validation = z.strictObject({
  expertId: id,
  method: word.meta({ description: 'workshop, interview …' }),
  date,
  verdict: z.enum(['approved', 'rejected', 'changes-requested']),
  comment: paragraph.optional(),
});

const uloStatus = z.enum(['draft', 'in review', 'validated', 'published', 'superseded', 'retired']);

/** Unit of learning outcome (leeruitkomst). It has no member for a station: it says the result, not the way there. */
export const ulo = z.strictObject({
  id,
  uri,
  code: word,
  version: z.int().min(1).max(10_000),
  status: uloStatus,
  title,
  responsibility: z.strictObject({
    statement: text(1_000),
    verb: text(60).meta({ description: 'The one verb with which the statement starts.' }),
    observable: text(1_000).meta({ description: 'The behaviour or result that can be observed or measured.' }),
  }),
  verbReason: paragraph.optional().meta({ description: 'Why this verb, when it is not on the list of verbs.' }),
  skills: z.array(id).max(100),
  knowledge: z.array(id).max(100),
  targetSkillLevel: skillLevel,
  eqfLevel: eqfLevel.nullish(),
  nlqfLevel: nlqfLevel.nullish(),
  roleLevel: roleLevel.nullish(),
  regulationId: id.nullish(),
  smart: z
    .strictObject({
      specific: z.boolean().optional(),
      measurable: z.boolean().optional(),
      achievable: z.boolean().optional(),
      relevant: z.boolean().optional(),
      timeBound: paragraph.optional(),
    })
    .optional(),
  validations: list(validation, 100),
  rubricId: id.nullish(),
  publishedOn: date.nullish(),
});

/** The only rule by which the rubric of this service passes; another one would be accepted and not kept. */
export const passRule = 'every criterion at or above its requiredLevel';

const criterion = z.strictObject({
  id,
  name: title,
  componentId: id.meta({ description: 'The skill or knowledge item of the ULO that it judges.' }),
  requiredLevel: skillLevel,
  levels: z.array(z.strictObject({ level: skillLevel, uri, name: title, description: paragraph })).max(5),
});

/** Rubric: criteria × levels, and the level that each criterion requires. */
export const rubric = z.strictObject({
  id,
  uri,
  uloId: id,
  scale: z.array(skillLevel).min(2).max(5),
  passRule: z.literal(passRule, `only this rule is known: ${passRule}`).default(passRule),
  criteria: z.array(criterion).max(50),
  version: plainText(50).optional(),
});
