import type { Language } from '../../platform/text.ts';

/** What a mail tells of badges; the kinds of messages that concern a holder, without `award.`. */
export const happenings = ['issued', 'reissued', 'reinstated', 'suspended', 'revoked'] as const;
export type Happening = (typeof happenings)[number];

/** A text, and its language where that is not the language of the mail (WCAG 2.2 §3.1.2). */
export interface Said {
  readonly text: string;
  readonly language?: Language;
}

/** One badge in a mail. */
export interface LetterBadge {
  readonly name: Said;
  /** Its page; absent while that page is not there for others. */
  readonly url?: string;
  /** Why it was suspended or revoked, as the issuer tells everybody. */
  readonly reason?: Said;
}

/** All that one mail tells. */
export interface Letter {
  /** Absent where it is not known. */
  readonly learner?: string;
  readonly issuer: Said;
  /** At least one; each with at least one badge. */
  readonly news: readonly { readonly happening: Happening; readonly badges: readonly LetterBadge[] }[];
  /** The own page of the learner. */
  readonly own: { readonly url: string; readonly until: string };
}

/** A mail, ready to be sent. */
export interface Composed {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}
