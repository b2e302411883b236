import { z } from 'zod';

/** Whether the learners of an issuer get mails. */
export const mailSettingsInput = z
  .strictObject({
    enabled: z.boolean().meta({
      description:
        'Whether learners get mails about their badges. Mails that still wait when it becomes false are not sent.',
    }),
    replyTo: z.email().max(254).optional().meta({
      description: 'Where learners answer to. Absent: they answer to the address that this service sends from.',
    }),
  })
  .meta({ examples: [{ enabled: true, replyTo: 'badges@academie.example' }] });
export type MailSettingsInput = z.infer<typeof mailSettingsInput>;

export const mailSettingsShape = z.object({
  enabled: z.boolean(),
  replyTo: z.string().optional(),
  available: z.boolean().meta({ description: 'Whether this service is set up to send mails at all.' }),
  changedAt: z.iso.datetime().optional().meta({ description: 'Absent while the default holds.' }),
});
export type MailSettingsAnswer = z.infer<typeof mailSettingsShape>;
