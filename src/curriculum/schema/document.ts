import { z } from 'zod';
import { plainText } from '../../platform/text.ts';
import * as academy from './academy.ts';
import * as offer from './offer.ts';
import * as outcomes from './outcomes.ts';
import { list, text, word } from './parts.ts';
import * as recognition from './recognition.ts';

/** Sections about people. They are accepted, so that a whole academy can be sent, and not kept: people's records have their own door. */
export const peopleSections = [
  'learners',
  'completions',
  'assessments',
  'partialProofs',
  'credentials',
  'consents',
  'skillsGap',
] as const;

const ignored = z
  .array(z.unknown())
  .optional()
  .meta({ description: 'About people: accepted, not stored. Report them with POST /v1/completions.' });

/**
 * A whole curriculum in one document, in the shape of `catalogues/sample-academy.json`. Numbers are limits on purpose: a document within
 * them is read, checked and published in one transaction.
 */
export const curriculumDocument = z.strictObject({
  format: word.optional(),
  formatVersion: plainText(20).optional(),
  licence: plainText(1_000).optional(),
  about: text(4_000).optional(),
  reading: z.looseObject({}).optional(),
  academy: academy.academy,
  providers: list(academy.provider, 1_000),
  stationTypes: list(academy.stationType, 8),
  skillLevels: list(academy.skillLevelWords, 5),
  roleLevels: list(academy.roleLevelWords, 3),
  targetGroups: list(academy.targetGroup, 500),
  skills: list(outcomes.skill, 10_000),
  regulations: list(academy.regulation, 500),
  experts: list(academy.expert, 2_000),
  ulos: list(outcomes.ulo, 2_000),
  rubrics: list(outcomes.rubric, 2_000),
  stations: list(offer.station, 2_000),
  lines: list(offer.line, 300),
  metroMap: offer.metroMap.optional(),
  badges: list(recognition.badge, 5_000),
  yardsticks: list(recognition.yardstick, 1_000),
  endorsers: list(recognition.endorser, 1_000),
  endorsements: list(recognition.endorsement, 5_000),
  learners: ignored,
  completions: ignored,
  assessments: ignored,
  partialProofs: ignored,
  credentials: ignored,
  consents: ignored,
  skillsGap: ignored,
});

/** A parsed curriculum: texts in NFC, absent lists empty. */
export type Curriculum = z.infer<typeof curriculumDocument>;
export type Ulo = Curriculum['ulos'][number];
export type Rubric = Curriculum['rubrics'][number];
export type Criterion = Rubric['criteria'][number];
export type Station = Curriculum['stations'][number];
export type Line = Curriculum['lines'][number];
export type Badge = Curriculum['badges'][number];
export type Yardstick = Curriculum['yardsticks'][number];
export type Skill = Curriculum['skills'][number];
export type Alignment = Skill['alignments'][number];
