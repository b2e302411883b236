import { z } from 'zod';
import { plainText } from '../../platform/text.ts';
import { roles } from './roles.ts';

const role = z.enum(roles);

export const addStaffMember = z
  .strictObject({
    subject: plainText(255).meta({
      description: "The person's `sub` at the identity provider of this service (OpenID Connect Core 1.0 §2).",
    }),
    name: plainText(200).optional().meta({ description: 'Shown to colleagues; may be left out.' }),
    role,
  })
  .meta({ examples: [{ subject: '248289761001', name: 'Marit Oosterbaan', role: 'assessor' }] });
export type AddStaffMember = z.infer<typeof addStaffMember>;

export const changeStaffMember = z.strictObject({ role }).meta({ examples: [{ role: 'registrar' }] });

export const staffMember = z.object({
  id: z.uuid(),
  subject: z.string(),
  name: z.string().optional(),
  role,
  createdAt: z.iso.datetime(),
});
export type StaffMemberAnswer = z.infer<typeof staffMember>;
