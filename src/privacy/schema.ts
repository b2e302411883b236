import { z } from 'zod';

/** What an issuer decides about the data of its learners. */
export const privacyPolicy = z
  .strictObject({
    retentionYears: z.int().min(1).max(100).nullable().default(null).meta({
      description: 'Erase a learner so many years after the last activity. Null: nobody is erased by time alone.',
    }),
    onErasure: z.enum(['keep', 'revoke']).default('keep').meta({
      description:
        'What becomes of the badges of a learner who is erased: those that were handed out go on verifying, or are revoked.',
    }),
    badgePage: z.enum(['open', 'when-shared']).default('open').meta({
      description:
        'Whether a badge page is there for everybody who has its address, or only once its learner shares it.',
    }),
    learnerErasure: z.enum(['on-request', 'at-once']).default('on-request').meta({
      description:
        'What happens when a learner asks on the own page to be erased: you decide on the request, or it is done at once.',
    }),
  })
  .meta({ examples: [{ retentionYears: 7, onErasure: 'keep', badgePage: 'open', learnerErasure: 'on-request' }] });
export type PolicyInput = z.infer<typeof privacyPolicy>;

export const policyShape = z.object({
  retentionYears: z.int().nullable(),
  onErasure: z.enum(['keep', 'revoke']),
  badgePage: z.enum(['open', 'when-shared']),
  learnerErasure: z.enum(['on-request', 'at-once']),
  changedAt: z.iso.datetime().optional().meta({ description: 'Absent while the defaults hold.' }),
});
