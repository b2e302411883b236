import { z } from 'zod';
import { badgeKinds } from '../achievement-definition.ts';
import {
  date,
  did,
  eqfLevel,
  fictitious,
  hours,
  id,
  list,
  name,
  nlqfLevel,
  paragraph,
  participation,
  period,
  qualityAssurance,
  roleLevel,
  skillLevel,
  title,
  uri,
  word,
} from './parts.ts';

/** Open Badges 3.0 B.1 Achievement, AchievementType. */
const achievementTypes = [
  'Achievement',
  'ApprenticeshipCertificate',
  'Assessment',
  'Assignment',
  'AssociateDegree',
  'Award',
  'Badge',
  'BachelorDegree',
  'Certificate',
  'CertificateOfCompletion',
  'Certification',
  'CommunityService',
  'Competency',
  'Course',
  'CoCurricular',
  'Degree',
  'Diploma',
  'DoctoralDegree',
  'Fieldwork',
  'GeneralEducationDevelopment',
  'JourneymanCertificate',
  'LearningProgram',
  'License',
  'Membership',
  'ProfessionalDoctorate',
  'QualityAssuranceCredential',
  'MasterCertificate',
  'MasterDegree',
  'MicroCredential',
  'ResearchDoctorate',
  'SecondarySchoolDiploma',
] as const;

/** Badge: what is awarded for a station, a ULO, a part of a ULO, a line or a scheme. Which references it has depends on `kind`. */
export const badge = z.strictObject({
  id,
  uri: uri.optional(),
  kind: z.enum(badgeKinds),
  achievementType: z.union([
    z.enum(achievementTypes),
    z
      .string()
      .max(100)
      .regex(/^ext:[A-Za-z0-9._-]+$/),
  ]),
  name: title,
  description: paragraph.optional(),
  stackable: z.boolean().default(false),
  edubadgeType: z.enum(['micro_credential', 'regular', 'extra_curricular']).optional(),
  inLanguage: z.enum(['nl', 'en']).optional(),
  qualityAssurance: z.union([name, qualityAssurance]).optional(),
  stationId: id.optional(),
  uloId: id.optional(),
  componentIds: z.array(id).min(1).max(100).optional(),
  lineId: id.optional(),
  yardstickId: id.optional(),
  earnedBy: z.enum(['completion', 'assessment', 'yardstick']),
  studyLoadHours: hours.optional(),
  ects: z.number().positive().max(240).optional(),
  educationProgramIdentifier: word.optional(),
  participation: participation.optional(),
  validFor: period.nullish(),
  eqfLevel: eqfLevel.nullish(),
  nlqfLevel: nlqfLevel.nullish(),
  skillLevel: skillLevel.nullish(),
  roleLevel: roleLevel.nullish(),
  regulationId: id.nullish(),
  assessmentType: word.optional(),
  supervised: z.boolean().optional(),
  idVerified: z.boolean().optional(),
});

/** Yardstick (meetlat) along which proofs are laid to redeem a badge. */
export const yardstick = z.strictObject({
  id,
  name: title,
  publishedOn: date.optional(),
  badgeId: id,
  requires: z.strictObject({
    allStationsOf: id.optional(),
    mayBeSkipped: z.int().min(0).max(100).optional(),
    skipNeedsReason: z.boolean().optional(),
    ulos: list(z.strictObject({ uloId: id, minLevel: skillLevel, maxAge: period.nullish() }), 200),
    roleLevel: roleLevel.nullish(),
    regulationId: id.nullish(),
    acceptsPartialProofs: z.boolean().optional(),
    extra: list(paragraph, 50),
  }),
});

export const endorser = z.strictObject({ id, name, kind: word.optional(), did: did.optional(), fictitious });

/** What a market party says of a badge. Here it is a plain claim; a signed endorsement is another thing. */
export const endorsement = z.strictObject({
  id,
  endorserId: id,
  badgeId: id,
  validFrom: date,
  validUntil: date.nullish(),
  claim: paragraph,
  status: z.enum(['proposed', 'accepted', 'rejected', 'revoked']),
});
