import { z } from 'zod';
import { awardShape, proposalShape } from '../awards/index.ts';
import { localizedText, plainText, textShape } from '../platform/text.ts';

export const learnerShape = z.object({
  id: z.uuid(),
  email: z
    .string()
    .optional()
    .meta({ description: 'Absent, as everything of the person, once the learner was erased.' }),
  name: z.string().optional(),
  did: z.string().optional(),
  reference: z.string().optional().meta({ description: 'Your own number for this learner.' }),
  language: z.enum(['nl', 'en']).optional(),
  createdAt: z.iso.datetime(),
  erasedAt: z.iso.datetime().optional(),
});
export type LearnerAnswer = z.infer<typeof learnerShape>;

export const learnerSearch = z
  .strictObject({
    email: z
      .email()
      .max(254)
      .transform((address) => address.toLowerCase())
      .optional(),
    reference: plainText(200).optional().meta({ description: 'Your own number for this learner.' }),
  })
  .refine(
    ({ email, reference }) => (email === undefined) !== (reference === undefined),
    'either an email or a reference was expected',
  )
  .meta({ examples: [{ email: 'noor.visser@example.org' }] });
export type LearnerSearch = z.infer<typeof learnerSearch>;

export const foundLearners = z.object({ items: z.array(learnerShape) });

export const erasure = z
  .strictObject({
    badges: z.enum(['keep', 'revoke']).optional().meta({
      description: "What becomes of the badges that were handed out. The issuer's policy decides when absent.",
    }),
    reason: localizedText(500)
      .optional()
      .meta({ description: 'Why the badges are revoked. Everybody may read it: write nothing of the person here.' }),
  })
  .meta({ examples: [{ badges: 'keep' }] });

const evidence = z.array(
  z.object({
    name: textShape,
    url: z.string().optional(),
    description: textShape.optional(),
    narrative: textShape.optional(),
    genre: z.string().optional(),
  }),
);
const assessor = z.object({ name: z.string(), organisation: z.string().optional(), reference: z.string().optional() });

const assessmentShape = z.object({
  id: z.uuid(),
  ulo: z.string(),
  uloVersion: z.int(),
  judgedOn: z.string(),
  criteria: z.array(z.object({ criterion: z.string(), level: z.int() })),
  passed: z.boolean(),
  skillLevel: z.int().optional(),
  assessor: assessor.optional(),
  method: z.string().optional(),
  supervised: z.boolean().optional(),
  idVerified: z.boolean().optional(),
  evidence,
  feedback: z.string().optional(),
  reference: z.string().optional(),
});

/** Everything that is held on a learner. */
export const learnerExport = z
  .object({
    exportedAt: z.iso.datetime(),
    learner: learnerShape,
    completions: z.array(
      z.object({
        id: z.uuid(),
        station: z.string(),
        status: z.string(),
        skipReason: textShape.optional(),
        startedOn: z.string().optional(),
        completedOn: z.string(),
        line: z.string().optional(),
        hoursAttended: z.number().optional(),
        reference: z.string().optional(),
        recordedAt: z.iso.datetime(),
        replacedBy: z.uuid().optional().meta({ description: 'The completion that corrected this one.' }),
        assessments: z.array(assessmentShape),
      }),
    ),
    partialProofs: z.array(
      z.object({
        id: z.uuid(),
        ulo: z.string(),
        components: z.array(z.string()),
        source: z.object({ kind: z.string(), name: textShape }),
        level: z.int().optional(),
        issuedOn: z.string(),
        evidence,
        reference: z.string().meta({ description: 'Your own id of it, or what names it when you gave none.' }),
        redeemedFor: z.string().optional(),
        recordedAt: z.iso.datetime(),
      }),
    ),
    awards: z.array(
      awardShape.extend({
        badges: z
          .array(z.record(z.string(), z.unknown()))
          .meta({ description: 'The signed badge as it was issued, and every issue before it, the oldest first.' }),
      }),
    ),
    proposals: z.array(
      proposalShape.omit({ award: true }).extend({
        confirmation: z
          .object({
            assessor,
            confirmedOn: z.string(),
            extra: z.array(z.object({ requirement: textShape, statement: z.string() })),
          })
          .optional(),
      }),
    ),
    auditEntries: z
      .array(z.object({ at: z.iso.datetime(), action: z.string(), subject: z.string(), actor: z.string() }))
      .meta({ description: 'Who did what to these records, and when.' }),
    more: z
      .record(z.string(), z.unknown())
      .meta({ description: 'What else is kept: consents, deliveries. A member for each kind that there is.' }),
  })
  .meta({ description: 'Everything that is held on one learner (AVG/GDPR art. 15 and 20).' });
export type LearnerExport = z.infer<typeof learnerExport>;
