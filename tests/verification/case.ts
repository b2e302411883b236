import type { InputForm } from '../../src/verification/input/content.ts';
import type { Played } from '../../src/verification/judge/played-sources.test-data.ts';
import type { StepName, Verdict } from '../../src/verification/judge/verdict.ts';

/** One thing that somebody presents, and what has to be said of it. */
export interface Case {
  readonly name: string;
  /** Where the rule is written. */
  readonly clause: string;
  /** What is sent: a document, a text or file, or an address. */
  readonly sent: () => Promise<object | string | Buffer | URL> | object | string | Buffer | URL;
  /** The world around it; without it, the issuer publishes its keys and nothing else is there. */
  readonly played?: () => Promise<Played> | Played;
  readonly recipient?: { readonly email: string } | { readonly id: string };
  readonly verdict: Verdict;
  /** The step that decides, and its reason; for a valid badge the step that is told about. */
  readonly step: StepName;
  readonly code: string;
  readonly form?: InputForm;
}
