import { z } from 'zod';
import { checkNames, verdicts } from './verdict.ts';

export const verificationShape = z.object({
  verdict: z.enum(verdicts).meta({ description: 'Anything but `valid` means: do not rely on it.' }),
  checks: z.array(
    z.object({
      name: z.enum(checkNames),
      outcome: z.enum(['passed', 'failed', 'unknown', 'not-checked']),
      code: z.string().meta({ description: 'Stable; for programs.' }),
      message: z.string().meta({ description: 'One sentence; for people.' }),
      pointer: z.string().optional().meta({ description: 'JSON Pointer to the place, for a fault in the document.' }),
      newer: z
        .string()
        .optional()
        .meta({ description: 'With the code `replaced`: where the newest issue of this badge is found.' }),
    }),
  ),
});
