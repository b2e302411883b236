import { z } from 'zod';

export const mailSettings = z
  .strictObject({
    enabled: z.boolean().meta({ description: 'Whether learners get mail about their badges.' }),
    replyTo: z.email().max(254).optional().meta({ description: 'Where answers of learners go; absent: nowhere.' }),
  })
  .meta({ examples: [{ enabled: true, replyTo: 'badges@kompas.example' }] });
export type MailSettings = z.infer<typeof mailSettings>;

export const mailSettingsShape = z.object({
  enabled: z.boolean(),
  replyTo: z.string().optional(),
  available: z.boolean().meta({ description: 'Whether this installation sends mail at all.' }),
});
export type MailSettingsAnswer = z.infer<typeof mailSettingsShape>;
