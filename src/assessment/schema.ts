import { z } from 'zod';
import { languages, localizedText, plainText } from '../platform/text.ts';

/** A day in the calendar, and a real one (30 February is refused). */
export const day = z.iso.date().meta({ description: 'A day, YYYY-MM-DD.' });

const reference = plainText(200);

/** E-mail addresses are compared lower-cased; the badge holds a salted hash of that form (openbadges-3.md §1). */
const learner = z.strictObject({
  email: z
    .email()
    .max(254)
    .transform((address) => address.toLowerCase()),
  name: plainText(200)
    .optional()
    .meta({ description: 'Shown on the badge page only when the learner shares it; never inside the badge.' }),
  did: z
    .string()
    .max(2_000)
    .regex(/^did:[a-z0-9]+:\S+$/)
    .optional()
    .meta({ description: "The DID of the learner's wallet." }),
  reference: reference.optional().meta({ description: 'Your own number for this learner.' }),
  language: z
    .enum(languages)
    .optional()
    .meta({ description: "Language of this learner's badges; otherwise that of the achievement." }),
});
export type LearnerInput = z.infer<typeof learner>;

const assessmentMethods = [
  'case',
  'observation',
  'practical',
  'portfolio',
  'interview',
  'written',
  'product',
  'other',
] as const;

const evidence = z.strictObject({
  name: localizedText(300),
  url: z
    .url({ protocol: /^https?$/ })
    .max(2_000)
    .optional(),
  description: localizedText(2_000).optional(),
  narrative: localizedText(5_000).optional(),
  genre: plainText(100).optional(),
});

const assessor = z.strictObject({
  name: plainText(200),
  organisation: plainText(200).optional(),
  reference: reference.optional(),
});

/** How one ULO was judged with its rubric (beoordeling). */
const assessment = z.strictObject({
  ulo: plainText(200).meta({ description: 'The ULO: its reference (`ulo:WP-04`) or code (`WP-04`).' }),
  uloVersion: z
    .int()
    .min(1)
    .optional()
    .meta({ description: 'The published version it was judged by; the newest when absent.' }),
  date: day.optional().meta({ description: 'When it was judged; the day of completion when absent.' }),
  criteria: z
    .array(z.strictObject({ criterion: plainText(200), level: z.int().min(0).max(10) }))
    .min(1)
    .max(50)
    .meta({ description: 'Per rubric criterion the level reached (0: not even the lowest).' }),
  assessor: assessor.optional(),
  method: z.enum(assessmentMethods).optional(),
  supervised: z.boolean().optional(),
  idVerified: z.boolean().optional(),
  evidence: z.array(evidence).max(20).optional(),
  feedback: plainText(5_000).optional().meta({ description: 'For the learner; not part of the badge.' }),
  reference: reference.optional(),
});
export type AssessmentInput = z.infer<typeof assessment>;

/** What a provider reports after a station. */
export const reportCompletion = z
  .strictObject({
    learner,
    station: plainText(200).meta({ description: 'The station: its reference (`station:ST-05`) or code (`ST-05`).' }),
    line: plainText(200).optional().meta({ description: 'The line it was taken for, when that matters to you.' }),
    status: z.enum(['completed', 'skipped']).default('completed'),
    skipReason: localizedText(500)
      .optional()
      .meta({ description: 'Why the station was skipped; a line may demand it.' }),
    startedOn: day.optional(),
    completedOn: day,
    hoursAttended: z.number().min(0).max(1_000).optional(),
    assessments: z.array(assessment).max(50).default([]),
    reference: reference.optional().meta({
      description:
        'Your own id of this report. Without it, learner + station + day name it. The same report twice gives the same awards.',
    }),
    replaces: z.uuid().optional().meta({ description: 'Id of the completion that this one corrects.' }),
  })
  .meta({
    examples: [
      {
        learner: { email: 'noor.visser@example.org', name: 'Noor Visser', language: 'nl' },
        station: 'station:ST-05',
        completedOn: '2026-07-23',
        assessments: [
          {
            ulo: 'ulo:WP-04',
            criteria: [
              { criterion: 'criterion:WP-04-A', level: 4 },
              { criterion: 'criterion:WP-04-B', level: 4 },
            ],
            assessor: { name: 'Marit Oosterbaan', organisation: 'Warmtegilde Demo' },
            method: 'case',
            supervised: true,
            idVerified: true,
          },
        ],
      },
    ],
  });
export type CompletionReport = z.infer<typeof reportCompletion>;

/** Proof of some skills or knowledge of a ULO, from elsewhere than a station of this issuer (los leerbewijs). */
export const reportPartialProof = z
  .strictObject({
    learner,
    ulo: plainText(200),
    components: z.array(plainText(200)).min(1).max(50).meta({ description: 'The skills or knowledge that it proves.' }),
    source: z.strictObject({
      kind: z.enum(['prior-credential', 'practice', 'e-learning', 'workplace', 'station', 'other']),
      name: localizedText(300),
    }),
    issuedOn: day,
    level: z
      .int()
      .min(1)
      .max(5)
      .optional()
      .meta({ description: 'Skill level shown; absent: the level that the ULO asks for.' }),
    evidence: z.array(evidence).max(20).optional(),
    reference: reference.optional(),
  })
  .meta({
    examples: [
      {
        learner: { email: 'noor.visser@example.org' },
        ulo: 'ulo:WP-02',
        components: ['skill:inregelen', 'skill:meten'],
        source: {
          kind: 'workplace',
          name: { nl: 'Praktijkproef op de werkplek', en: 'Practical test in the workplace' },
        },
        issuedOn: '2026-05-23',
      },
    ],
  });
export type PartialProofReport = z.infer<typeof reportPartialProof>;
