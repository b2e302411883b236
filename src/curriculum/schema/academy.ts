import { z } from 'zod';
import { plainText } from '../../platform/text.ts';
import { stationTypeCodes } from '../words.ts';
import {
  alignment,
  did,
  fictitious,
  id,
  list,
  name,
  paragraph,
  qualityAssurance,
  roleLevel,
  skillLevel,
  title,
  webAddress,
  word,
} from './parts.ts';

const bound = z.number().nonnegative().max(1_000);

/** Settings that replace the default limits; the sources disagree about them (see `rules/limits.ts`). */
const limits = z.strictObject({
  stationsPerLine: z
    .strictObject({ warnBelow: bound.optional(), warnAbove: bound.optional(), max: bound.optional() })
    .optional(),
  hoursPerStation: z
    .strictObject({
      min: bound.optional(),
      warnBelow: bound.optional(),
      warnAbove: bound.optional(),
      max: bound.optional(),
    })
    .optional(),
});

/** Academy (Smart Makers Academy): the whole to which everything below belongs. */
export const academy = z.strictObject({
  id,
  slug: z.string().max(63).optional(),
  name: title,
  region: name.optional(),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
  address: z
    .strictObject({
      street: name.optional(),
      postalCode: plainText(20).optional(),
      locality: name.optional(),
      region: name.optional(),
      countryCode: z
        .string()
        .regex(/^[A-Z]{2}$/)
        .optional(),
    })
    .optional(),
  homepage: webAddress.optional(),
  did: did.optional(),
  languages: z
    .array(z.enum(['nl', 'en']))
    .min(1)
    .max(2)
    .optional(),
  qualityAssurance: qualityAssurance.optional(),
  limits: limits.optional(),
  fictitious,
});

/** Provider (opleider): who owns a station or takes part in it. */
export const provider = z.strictObject({
  id,
  name,
  kind: word.optional(),
  homepage: webAddress.optional(),
  did: did.optional(),
  fictitious,
});

export const stationType = z.strictObject({
  code: z.enum(stationTypeCodes, `one of the eight station types was expected: ${stationTypeCodes.join(', ')}`),
  name: title,
});

export const skillLevelWords = z.strictObject({
  level: skillLevel,
  name: title,
  task: paragraph.optional(),
  person: paragraph.optional(),
});

export const roleLevelWords = z.strictObject({ code: roleLevel, name: title, scope: plainText(1_000).optional() });

/** Target group (doelgroep). */
export const targetGroup = z.strictObject({
  id,
  name: title,
  learningPreference: paragraph.optional(),
  alignments: list(alignment, 50),
});

/** Regulation (regeling): the scope within which VOP, VP or WV means something. */
export const regulation = z.strictObject({
  id,
  name: title,
  version: plainText(50),
  roleLevels: z.array(roleLevel).min(1).max(3),
  url: webAddress.optional(),
  fictitious,
});

export const expert = z.strictObject({ id, name, organisation: name.optional(), role: name.optional(), fictitious });
