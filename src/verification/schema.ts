import { z } from 'zod';
import { type ReasonCode, reasons } from './judge/reasons.ts';
import { outcomes, stepNames, verdicts } from './judge/verdict.ts';

const codes = Object.keys(reasons) as [ReasonCode, ...ReasonCode[]];

export const verificationShape = z.object({
  verdict: z.enum(verdicts).meta({
    description:
      'Anything but `valid` and `valid-with-warnings` means: do not rely on it. `unknown`: it could not be checked.',
  }),
  checks: z.array(
    z.object({
      name: z.enum(stepNames),
      outcome: z.enum(outcomes),
      code: z.enum(codes).meta({ description: 'Stable; for programs.' }),
      clause: z.string().meta({ description: 'Where the rule is written.' }),
      message: z.object({ nl: z.string(), en: z.string() }).meta({ description: 'One sentence; for people.' }),
      detail: z.string().optional().meta({ description: 'What exactly, in technical English.' }),
      pointer: z.string().optional().meta({ description: 'JSON Pointer to the place, for a fault in the document.' }),
      newer: z
        .string()
        .optional()
        .meta({ description: 'With the code `replaced`: where the newest issue of this badge is found.' }),
    }),
  ),
});
