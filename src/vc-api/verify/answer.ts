import { z } from 'zod';
import { pointerTo } from '../../platform/problem.ts';
import { type Flaw, type ProblemName, problemUrls, within } from '../model/flaw.ts';
import { checkNames, type Findings, notAsked, type Verifying } from './checks.ts';

const titles: Record<ProblemName, string> = {
  PARSING_ERROR: 'This is not written as a credential is',
  CRYPTOGRAPHIC_SECURITY_ERROR: 'The signature does not prove who it is from',
  MALFORMED_VALUE_ERROR: 'A value is not as expected',
  RANGE_ERROR: 'A value lies outside what is possible',
  PROOF_VERIFICATION_ERROR: 'A proof does not hold',
  PROOF_TRANSFORMATION_ERROR: 'What a proof covers could not be prepared',
  DATA_LOSS_DETECTION_ERROR: 'JSON-LD would lose a part of this',
  INVALID_DOMAIN_ERROR: 'The proof was made for another domain',
  INVALID_CHALLENGE_ERROR: 'The proof answers another challenge',
  INVALID_VERIFICATION_METHOD: 'The key of a proof cannot be relied on',
  STATUS_RETRIEVAL_ERROR: 'The status list could not be had',
  STATUS_VERIFICATION_ERROR: 'The status list does not say that this counts',
  STATUS_LIST_LENGTH_ERROR: 'The status list is too short',
};

const problemShape = z.object({
  type: z.url().meta({ description: 'The address that a specification gives to this problem.' }),
  title: z.string(),
  detail: z.string(),
  pointer: z.string().meta({ description: 'JSON Pointer into the body, as a URI fragment.' }),
});

/** The answer of a verifier (VC API, "Verify Credential"). */
export const answerShape = z.object({
  verified: z.boolean(),
  checks: z.array(z.enum(checkNames)).meta({ description: 'What was checked, and nothing else.' }),
  warnings: z.array(z.string()),
  errors: z.array(problemShape),
  problemDetails: z.array(problemShape).meta({ description: 'The same as `errors`, under its newer name.' }),
});
export type Answer = z.infer<typeof answerShape>;

/** @param member where in the body stands what was verified */
export function answerOf(on: Verifying, member: string, { flaws, warnings }: Findings): Answer {
  const problems = within([member], flaws).map(problemOf);
  return {
    verified: problems.length === 0,
    checks: [...on.checks],
    warnings: [...warnings, ...notAsked(on)],
    errors: problems,
    problemDetails: problems,
  };
}

function problemOf({ problem, path, detail }: Flaw): z.infer<typeof problemShape> {
  return { type: problemUrls[problem], title: titles[problem], detail, pointer: pointerTo(path) };
}
