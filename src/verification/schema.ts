import { z } from 'zod';
import { inputForms } from './input/content.ts';
import { kinds, securings } from './judge/kinds.ts';
import { type ReasonCode, reasons } from './judge/reasons.ts';
import { outcomes, stepNames, verdicts } from './judge/verdict.ts';

const codes = Object.keys(reasons) as [ReasonCode, ...ReasonCode[]];

const checksShape = z.array(
  z
    .object({
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
    })
    .meta({ id: 'VerificationCheck' }),
);

const judgedShape = {
  verdict: z.enum(verdicts).meta({
    description:
      'Anything but `valid` and `valid-with-warnings` means: do not rely on it. `unknown`: it could not be checked.',
  }),
  checks: checksShape,
  kind: z.enum(kinds).optional().meta({ description: 'What was judged; absent when that could not be established.' }),
  securing: z.enum(securings).optional().meta({ description: 'How it is kept from change.' }),
  proofs: z
    .array(
      z.object({ code: z.string(), verificationMethod: z.string().optional(), cryptosuite: z.string().optional() }),
    )
    .optional()
    .meta({ description: 'Each signature, with what came of it.' }),
  issuer: z
    .object({
      id: z.string(),
      website: z.string().optional().meta({
        description:
          'Host and path: all that is proven of who it is. Absent: the issuer is a key alone, and its name is its own word.',
      }),
    })
    .optional()
    .meta({ description: 'Who signed; absent when that is not proven.' }),
  endorsements: z
    .array(
      z.object({
        verdict: z.enum(verdicts),
        issuer: z.string().optional(),
        subject: z.string().optional(),
        checks: checksShape,
      }),
    )
    .optional()
    .meta({ description: 'Statements inside the badge by those who vouch for it, each judged by itself.' }),
};

const verificationShape = z.object({
  ...judgedShape,
  credentials: z
    .array(z.object(judgedShape).meta({ id: 'VerificationInside' }))
    .optional()
    .meta({ description: 'The badges inside a Comprehensive Learner Record, each judged by itself.' }),
});

/** What came of something that was sent: the judgement, and in which form the badge was. */
export const verifiedShape = verificationShape
  .extend({
    input: z.object({
      form: z.enum(inputForms).optional().meta({ description: 'How the badge was sent; absent for an unknown form.' }),
      address: z.string().optional().meta({ description: 'The address that answered with the badge.' }),
    }),
  })
  .meta({ id: 'Verification' });
