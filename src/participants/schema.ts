import { z } from 'zod';
import { pageQuery } from '../platform/pagination.ts';
import { localizedText, plainText, textShape } from '../platform/text.ts';

/** How long a link works when nobody says otherwise, and at most. */
export const linkDays = { usual: 30, most: 365 } as const;

export const createLink = z
  .strictObject({
    days: z.int().min(1).max(linkDays.most).default(linkDays.usual).meta({
      description: 'How many days the link works.',
    }),
  })
  .meta({ examples: [{ days: 30 }] });
export type CreateLink = z.infer<typeof createLink>;

export const createdLink = z.object({
  id: z.uuid(),
  url: z
    .url()
    .meta({ description: 'Shown once: whoever has it acts as the learner. Hand it to the learner and keep no copy.' }),
  expiresAt: z.iso.datetime(),
});
export type CreatedLink = z.infer<typeof createdLink>;

export const linkShape = z.object({
  id: z.uuid(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  revokedAt: z.iso.datetime().optional(),
  lastUsedAt: z.iso
    .datetime()
    .optional()
    .meta({ description: 'To the minute; absent for a link that was never used.' }),
});

const scope = z
  .record(plainText(100), z.union([plainText(500), z.array(plainText(500)).max(100)]))
  .refine((value) => Object.keys(value).length <= 20, 'at most 20 members');

export const recordConsent = z
  .strictObject({
    purpose: plainText(200).meta({ description: 'What for, in words that the learner understands.' }),
    receiver: plainText(200).meta({ description: 'Who gets the data.' }),
    scope: scope.optional().meta({ description: 'Which data, as names and values of your own.' }),
    given: z
      .boolean()
      .default(true)
      .meta({ description: 'False: it was not given yet; the learner is asked on the own page.' }),
    givenAt: z.iso
      .datetime({ offset: true })
      .optional()
      .meta({ description: 'When it was given elsewhere, on paper or in a portal. Now when absent.' }),
  })
  .refine(({ given, givenAt }) => given || givenAt === undefined, {
    path: ['givenAt'],
    message: 'what is only asked for was not given at any time',
  })
  .meta({
    examples: [
      {
        purpose: 'Stagebemiddeling',
        receiver: 'Warmtegilde Demo',
        scope: { gegevens: ['naam', 'badges'] },
        givenAt: '2026-09-01T10:00:00Z',
      },
    ],
  });
export type RecordConsent = z.infer<typeof recordConsent>;

export const consentShape = z.object({
  id: z.uuid(),
  purpose: z.string(),
  receiver: z.string(),
  scope: z.record(z.string(), z.union([z.string(), z.array(z.string())])).optional(),
  state: z.enum(['asked', 'given', 'withdrawn', 'refused']),
  askedAt: z.iso.datetime().optional(),
  givenAt: z.iso.datetime().optional(),
  givenBy: z.string().optional().meta({ description: '`learner-link:<id>` for the learner, else who recorded it.' }),
  withdrawnAt: z.iso.datetime().optional(),
});
export type ConsentAnswer = z.infer<typeof consentShape>;

export const erasureRequestShape = z.object({
  id: z.uuid(),
  learner: z.object({ id: z.uuid() }),
  state: z.enum(['open', 'taken-back', 'declined', 'done']),
  requestedAt: z.iso.datetime(),
  answerBy: z.iso
    .datetime()
    .meta({ description: 'When the learner must have had an answer: one month (AVG/GDPR art. 12(3)).' }),
  settledAt: z.iso.datetime().optional(),
  reason: textShape.optional().meta({ description: 'Why it was declined.' }),
});
export type ErasureRequestAnswer = z.infer<typeof erasureRequestShape>;

export const erasureRequestQuery = pageQuery.extend({
  state: z.enum(['open', 'taken-back', 'declined', 'done']).optional(),
});

export const declineErasure = z
  .strictObject({
    reason: localizedText(500).meta({
      description: 'Shown to the learner: why the data are kept, and that they can complain (AVG/GDPR art. 12(4)).',
    }),
  })
  .meta({
    examples: [
      {
        reason: {
          nl: 'We moeten deze resultaten zeven jaar bewaren. Je kunt een klacht indienen bij de Autoriteit Persoonsgegevens.',
          en: 'We must keep these results for seven years. You can complain to the data protection authority.',
        },
      },
    ],
  });
