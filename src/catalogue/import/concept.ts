import type { SkillKind } from '../schema.ts';

/** What a concept is called and how it is described in one language. */
export interface Wording {
  /** Absent where the file only has other labels or a description. */
  readonly preferred: string;
  readonly alternative: readonly string[];
  readonly hidden: readonly string[];
  readonly description?: string | undefined;
}

/** One record of a catalogue file, whatever the file looks like. */
export interface Concept {
  readonly uri: string;
  /** Absent in a file that only holds labels. */
  readonly kind?: SkillKind | undefined;
  readonly code?: string | undefined;
  readonly broader?: string | undefined;
  readonly wordings: ReadonlyMap<string, Wording>;
}
