import { z } from 'zod';
import { stationTypeCodes } from './words.ts';

/** A text in Dutch, English or both; at least one. The languages of `name` are the languages of a definition. */
const text = z.object({ nl: z.string().optional(), en: z.string().optional() });

/** 1 basic knowledge … 5 expert. Never derived from an EQF or NLQF level (Katapult toolkit §5.1, table of skill levels). */
const skillLevel = z.int().min(1).max(5);
const roleLevel = z.enum(['VOP', 'VP', 'WV']);
const regulation = z.object({ ref: z.string(), name: text, version: z.string() });

const alignment = z.object({
  targetFramework: z.string(),
  frameworkVersion: z.string().optional(),
  targetType: z.string(),
  /** The concept's URI, byte for byte as its catalogue writes it. */
  targetUrl: z.string(),
  targetName: z.string(),
  targetCode: z.string().optional(),
});

/** A skill or knowledge item (vaardigheid, kennis). */
const skill = z.object({
  ref: z.string(),
  uri: z.string(),
  kind: z.enum(['skill', 'knowledge']),
  label: text,
  alignments: z.array(alignment),
});

const rubricLevel = z.object({ level: skillLevel, uri: z.string(), name: text, description: text });

const rubricCriterion = z.object({
  /** As assessments name it: `criterion:WP-03-A`. */
  id: z.string(),
  name: text,
  /** The skill or knowledge item it judges. */
  componentRef: z.string(),
  requiredLevel: skillLevel,
  /** Low to high; exactly the levels of the scale. */
  levels: z.array(rubricLevel),
});

const rubric = z.object({
  ref: z.string(),
  uri: z.string(),
  passRule: z.string(),
  scale: z.array(skillLevel),
  criteria: z.array(rubricCriterion),
});

/** Unit of learning outcome (leeruitkomst): one responsibility, its skills and knowledge, and how it is judged. */
const ulo = z.object({
  ref: z.string(),
  uri: z.string(),
  code: z.string(),
  version: z.int(),
  title: text,
  responsibility: z.object({ statement: text, verb: text, observable: text }),
  /** Refs of its skills, then of its knowledge; described in `skills`. */
  componentRefs: z.array(z.string()),
  targetSkillLevel: skillLevel,
  eqfLevel: z.int().optional(),
  nlqfLevel: z.union([z.int(), z.literal('4+')]).optional(),
  roleLevel: roleLevel.optional(),
  regulation: regulation.optional(),
  validations: z.array(
    z.object({ name: z.string(), organisation: z.string().optional(), method: z.string(), date: z.string() }),
  ),
  rubric,
});

const organisation = z.object({
  ref: z.string(),
  name: text,
  kind: z.string().optional(),
  url: z.string().optional(),
});

/** Station (nanomodule of 2 to 8 hours). */
const station = z.object({
  ref: z.string(),
  code: z.string(),
  uri: z.string(),
  type: z.enum(stationTypeCodes),
  typeName: text,
  title: text,
  hours: z.number(),
  participation: z.string().optional(),
  phase: z.string().optional(),
  uloRefs: z.array(z.string()),
  owner: organisation.optional(),
  partners: z.array(organisation),
});

/** Metro line (metrolijn): stations in an order, for one goal and one target group. */
const line = z.object({
  ref: z.string(),
  code: z.string(),
  name: text,
  colour: z.string().optional(),
  goal: text.optional(),
  phases: z.array(z.string()),
  stops: z.array(
    z.object({
      position: z.int(),
      stationRef: z.string(),
      code: z.string(),
      title: text,
      type: z.enum(stationTypeCodes),
      hours: z.number(),
    }),
  ),
});

/** Yardstick (meetlat): what must be shown, by whatever proofs, to redeem a badge. */
const yardstick = z.object({
  ref: z.string(),
  name: text,
  badgeRef: z.string(),
  requires: z.object({
    /** The stations of which all but `mayBeSkipped` must be completed; empty: no station is asked for. */
    stations: z.array(z.string()),
    mayBeSkipped: z.int(),
    skipNeedsReason: z.boolean(),
    ulos: z.array(
      z.object({
        uloRef: z.string(),
        minLevel: skillLevel,
        /** ISO 8601 duration; absent: any age. */
        maxAge: z.string().optional(),
      }),
    ),
    acceptsPartialProofs: z.boolean(),
    extra: z.array(text),
    roleLevel: roleLevel.optional(),
    regulation: regulation.optional(),
  }),
});

const endorsement = z.object({
  ref: z.string(),
  endorser: z.object({ ref: z.string(), name: z.string(), kind: z.string().optional(), did: z.string().optional() }),
  claim: text,
  validFrom: z.string(),
  validUntil: z.string().optional(),
  /** What the curriculum document says an endorser said: a plain claim, not a signature. */
  signed: z.literal(false),
});

export const badgeKinds = ['station', 'partial-ulo', 'ulo', 'line', 'scheme'] as const;

/**
 * What one achievement version says, frozen when it is published: plain JSON that needs nothing else to be read. The contract between
 * the curriculum and the rooms that judge, award, sign and show. `ulos` holds the one of a `ulo` or `partial-ulo`, those a `station`
 * addresses, those a `line` or `scheme` asks for.
 */
export const achievementDefinition = z.object({
  kind: z.enum(badgeKinds),
  /** Id of the badge in the curriculum document: `badge:WP-03`. */
  ref: z.string(),
  /** Open Badges `humanCode`: `WP-03`, `ST-05`, `WP`. */
  code: z.string(),
  achievementType: z.string(),
  name: text,
  description: text,
  /** Markdown: what must be shown, and how it is judged. */
  criteria: text,
  /** The language the badge is issued in; one of those of `name`. */
  inLanguage: z.enum(['nl', 'en']),
  /** How it is earned; a line or scheme is redeemed by its yardstick. */
  earnedBy: z.enum(['completion', 'assessment', 'yardstick']),
  stackable: z.boolean(),
  skills: z.array(skill),
  ulos: z.array(ulo),
  station: station.optional(),
  line: line.optional(),
  yardstick: yardstick.optional(),
  /** Only of a `partial-ulo`: which skills and knowledge of the ULO it proves. */
  componentRefs: z.array(z.string()).optional(),
  /** The lines on which this station, or a station with this ULO, lies. */
  lines: z.array(line),
  /** Line and scheme badges for which this one is a proof. */
  countsTowards: z.array(z.object({ ref: z.string(), name: text })),
  /** ISO 8601 duration; absent: the badge does not expire. */
  validFor: z.string().optional(),
  participation: z.string().optional(),
  studyLoadHours: z.number().optional(),
  ects: z.number().optional(),
  educationProgramIdentifier: z.string().optional(),
  eqfLevel: z.int().optional(),
  nlqfLevel: z.union([z.int(), z.literal('4+')]).optional(),
  roleLevel: roleLevel.optional(),
  regulation: regulation.optional(),
  assessmentType: z.string().optional(),
  supervised: z.boolean().optional(),
  idVerified: z.boolean().optional(),
  qualityAssurance: z.object({ name: z.string(), url: z.string().optional(), description: text.optional() }).optional(),
  endorsements: z.array(endorsement),
  /** Who made what is learnt here: the owner of the station, when that is not the academy itself. */
  creator: organisation.optional(),
});

export type AchievementDefinition = z.infer<typeof achievementDefinition>;
export type BadgeKind = AchievementDefinition['kind'];
export type DefinedSkill = z.infer<typeof skill>;
export type DefinedUlo = z.infer<typeof ulo>;
export type DefinedRubric = z.infer<typeof rubric>;
export type DefinedStation = z.infer<typeof station>;
export type DefinedLine = z.infer<typeof line>;
export type DefinedYardstick = z.infer<typeof yardstick>;
export type DefinedEndorsement = z.infer<typeof endorsement>;
export type Organisation = z.infer<typeof organisation>;
export type Regulation = z.infer<typeof regulation>;
