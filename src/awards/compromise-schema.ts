import { z } from 'zod';
import { signingKeyShape } from '../issuers/index.ts';
import { localizedText } from '../platform/text.ts';

export const compromise = z
  .strictObject({
    since: z.iso.datetime({ offset: true }).meta({
      description: 'From when somebody else may have had the key. Everything that it signed since then is revoked.',
    }),
    reason: localizedText(500).meta({ description: 'Shown on the page of the key.' }),
  })
  .meta({
    examples: [{ since: '2026-10-01T00:00:00Z', reason: { nl: 'Back-up gestolen', en: 'A backup was stolen' } }],
  });
export type Compromise = z.infer<typeof compromise>;

export const keyShape = signingKeyShape.extend({
  playbook: z
    .array(
      z.object({
        kind: z.enum(['revoke', 'reissue']),
        done: z.int().meta({ description: 'Awards that this run has revoked or issued again.' }),
        left: z.int().meta({ description: 'Awards that this run has still to look at.' }),
        startedAt: z.iso.datetime(),
        finishedAt: z.iso.datetime().optional(),
      }),
    )
    .meta({ description: 'For a compromised key: what is done about the badges that it signed.' }),
});
export type KeyAnswer = z.infer<typeof keyShape>;
