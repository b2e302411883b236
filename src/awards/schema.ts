import { z } from 'zod';
import { day } from '../assessment/index.ts';
import { badgeKinds } from '../curriculum/index.ts';
import { pageQuery } from '../platform/pagination.ts';
import { localizedText, plainText, textShape } from '../platform/text.ts';
import { actions } from './allowed.ts';

const achievementShape = z.object({
  id: z.uuid(),
  ref: z.string(),
  version: z.int(),
  kind: z.enum(badgeKinds),
  name: z.object({ nl: z.string().optional(), en: z.string().optional() }),
  url: z.url(),
});

const basisShape = z.object({
  kind: z.enum(['completion', 'assessment', 'partial-proof']),
  id: z.uuid(),
  on: z.string(),
});

export const awardShape = z.object({
  id: z.uuid(),
  url: z.url().meta({ description: 'The badge URL: a page for people, the signed badge for machines (by Accept).' }),
  achievement: achievementShape,
  learner: z.object({ id: z.uuid(), reference: z.string().optional() }),
  state: z.enum(['active', 'suspended', 'revoked']),
  reason: textShape.optional(),
  changedAt: z.iso.datetime(),
  awardedDate: z.string(),
  validUntil: z.string().optional(),
  basis: z.array(basisShape),
  shared: z
    .object({
      page: z.boolean().meta({ description: 'Whether the page of the badge is there for whoever has its address.' }),
      name: z.boolean().meta({ description: 'Whether that page names the holder.' }),
    })
    .optional()
    .meta({
      description: 'What the learner decided; only the learner can change it. Absent in the answer to a report.',
    }),
});
export type AwardAnswer = z.infer<typeof awardShape>;

const missingShape = z.object({
  code: z.string(),
  detail: z.string(),
  station: z.string().optional(),
  ulo: z.string().optional(),
  component: z.string().optional(),
  criterion: z.string().optional(),
  reached: z.int().optional(),
  required: z.int().optional(),
});

export const proposalShape = z.object({
  id: z.uuid(),
  achievement: achievementShape,
  learner: z.object({ id: z.uuid(), reference: z.string().optional() }),
  state: z.enum(['proposed', 'confirmed', 'withdrawn']),
  metOn: z.string(),
  requirements: z.array(textShape).meta({ description: 'What an assessor still has to confirm, one statement each.' }),
  basis: z.array(basisShape),
  confirmUrl: z.url(),
  award: awardShape.optional(),
});
export type ProposalAnswer = z.infer<typeof proposalShape>;

export const reportAnswer = z.object({
  completion: z.object({ id: z.uuid() }).optional(),
  partialProof: z.object({ id: z.uuid() }).optional(),
  learner: z.object({ id: z.uuid(), reference: z.string().optional() }),
  assessments: z.array(
    z.object({
      id: z.uuid(),
      ulo: z.string(),
      uloVersion: z.int(),
      passed: z.boolean(),
      skillLevel: z.int().optional(),
    }),
  ),
  awards: z.array(awardShape.extend({ new: z.boolean().meta({ description: 'Whether this very report made it.' }) })),
  proposals: z.array(proposalShape),
  notEarned: z.array(z.object({ achievement: achievementShape, missing: z.array(missingShape) })).meta({
    description: 'What this report could have led to and did not, with exactly what is missing.',
  }),
});
export type ReportAnswer = z.infer<typeof reportAnswer> & { created: boolean };

export const withdrawal = z
  .strictObject({
    reason: localizedText(500).meta({
      description: 'Shown to whoever opens the badge. Write nothing here that only the learner may know.',
    }),
  })
  .meta({ examples: [{ reason: { nl: 'Verkeerde deelnemer geregistreerd', en: 'Wrong participant registered' } }] });

export const reinstatement = z
  .strictObject({
    reason: localizedText(500).optional().meta({ description: 'Kept with the award; it is not shown on the badge.' }),
  })
  .meta({ examples: [{ reason: { nl: 'Bezwaar gegrond verklaard', en: 'The objection was upheld' } }] });

/** One line of a bulk change. */
export const bulkLine = z
  .strictObject({ id: z.uuid(), action: z.enum(actions), reason: localizedText(500).optional() })
  .refine(({ action, reason }) => action === 'reinstate' || reason !== undefined, {
    path: ['reason'],
    message: 'a reason is needed to revoke or suspend',
  });

/** The body of a bulk change: a stream that the verb reads itself, with its own limits. */
export const bulkBody = z.unknown().meta({
  description:
    'NDJSON, at most 10,000 lines of 8,192 bytes: `{"id": "…", "action": "revoke" | "suspend" | "reinstate", "reason": …}` each.',
  type: 'string',
  format: 'binary',
});

const oneOfThese = 'at least one condition is needed';

export const withdrawWhere = z
  .strictObject({
    action: z.enum(['revoke', 'suspend']),
    reason: localizedText(500).meta({ description: 'Shown to whoever opens one of the badges.' }),
    where: z
      .strictObject({
        achievement: plainText(200).optional().meta({ description: 'The badge, by its id in the curriculum.' }),
        station: plainText(200).optional().meta({ description: 'Rests on a record of this station.' }),
        awardedFrom: day.optional().meta({ description: 'First day.' }),
        awardedUntil: day.optional().meta({ description: 'Last day.' }),
        keyId: z.uuid().optional().meta({ description: 'The badge that is out was signed by this key.' }),
        learner: z.uuid().optional(),
        ids: z.array(z.uuid()).min(1).max(500).optional().meta({ description: 'Awards.' }),
      })
      .refine((where) => Object.values(where).some((condition) => condition !== undefined), oneOfThese)
      .meta({ description: 'All conditions must hold; one at least.' }),
    dryRun: z.boolean().default(false).meta({ description: 'Count only; change nothing.' }),
  })
  .meta({
    examples: [
      {
        action: 'suspend',
        reason: { nl: 'De beoordeling wordt onderzocht', en: 'The assessment is being looked into' },
        where: { station: 'station:ST-05', awardedFrom: '2026-07-01', awardedUntil: '2026-07-31' },
        dryRun: true,
      },
    ],
  });
export type WithdrawWhere = z.infer<typeof withdrawWhere>;

export const withdrawWhereAnswer = z.object({
  dryRun: z.boolean(),
  matched: z.int().meta({ description: 'Awards that the query finds.' }),
  changed: z.int().meta({ description: 'Those that were changed, or would be in a dry run.' }),
  unchanged: z.int().meta({ description: 'Those that were withdrawn already.' }),
});
export type WithdrawWhereAnswer = z.infer<typeof withdrawWhereAnswer>;

export const confirmProposal = z
  .strictObject({
    assessor: z.strictObject({
      name: plainText(200),
      organisation: plainText(200).optional(),
      reference: plainText(200).optional(),
    }),
    confirmedOn: day.optional().meta({ description: 'Today when absent; the badge is awarded on this day.' }),
    statements: z
      .array(plainText(1_000))
      .max(20)
      .meta({ description: 'One per requirement, in that order: how it was shown.' }),
  })
  .meta({
    examples: [
      {
        assessor: { name: 'Marit Oosterbaan', organisation: 'Warmtegilde Demo' },
        statements: ['14 maanden gewerkt als monteur, werkgeversverklaring gezien.'],
      },
    ],
  });
export type ConfirmProposal = z.infer<typeof confirmProposal>;

export const awardQuery = pageQuery.extend({
  learner: z.uuid().optional(),
  achievement: z.string().max(200).optional(),
  state: z.enum(['active', 'suspended', 'revoked']).optional(),
});

export const proposalQuery = pageQuery.extend({ state: z.enum(['proposed', 'confirmed', 'withdrawn']).optional() });
