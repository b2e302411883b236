import type { CheckView } from '../content-views.ts';

/** A question of a reader, with its answer in one or more paragraphs. */
export interface Answer {
  readonly heading: string;
  readonly text: readonly string[];
}

/** What the page `/verify/how` says, and the names of steps and outcomes wherever they are listed. */
export interface HowWords {
  readonly heading: string;
  readonly lead: string;
  readonly stepsHeading: string;
  readonly stepsLead: string;
  /** In the order in which they are made. */
  readonly steps: Readonly<Record<CheckView['name'], { readonly name: string; readonly meaning: string }>>;
  readonly outcomesHeading: string;
  readonly outcomes: Readonly<Record<CheckView['outcome'], { readonly word: string; readonly meaning: string }>>;
  readonly signsHeading: string;
  readonly signsLead: string;
  readonly notChecked: { readonly heading: string; readonly lead: string; readonly list: readonly string[] };
  readonly withoutUs: { readonly heading: string; readonly lead: string; readonly list: readonly string[] };
  readonly kept: Answer;
}
