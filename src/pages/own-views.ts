import type { BadgeKind, Site } from './content-views.ts';
import type { BadgePicture } from './views.ts';

/** What became of what the learner just did. */
export const ownDeeds = [
  'sharing',
  'consent-given',
  'consent-withdrawn',
  'erasure-requested',
  'erasure-taken-back',
] as const;
export type OwnDeed = (typeof ownDeeds)[number];

/** One badge of the learner, with what the learner decided about its page. */
export interface OwnBadgeView {
  readonly id: string;
  readonly title: string;
  readonly kind: BadgeKind;
  readonly code: string;
  readonly state: 'valid' | 'suspended' | 'revoked' | 'expired';
  readonly reason?: string;
  readonly awardedOn: string;
  readonly validUntil?: string;
  readonly url: string;
  readonly pageShared: boolean;
  readonly nameShared: boolean;
  readonly picture: BadgePicture;
}

/** A station that was taken or skipped, and what was judged there. */
export interface OwnRecordView {
  readonly title: string;
  readonly on: string;
  readonly skipped: boolean;
  readonly judged: readonly { readonly title: string; readonly passed: boolean; readonly assessor?: string }[];
  readonly feedback: readonly string[];
}

export interface OwnConsentView {
  readonly id: string;
  readonly purpose: string;
  readonly receiver: string;
  readonly scope: readonly { readonly name: string; readonly value: string }[];
  readonly state: 'asked' | 'given' | 'withdrawn' | 'refused';
  readonly askedAt?: string;
  readonly givenAt?: string;
  readonly withdrawnAt?: string;
  /** Title of the badge whose page shows the name; then purpose and receiver are ours to word. */
  readonly nameOn?: string;
}

export interface OwnErasureView {
  /** Whether the provider decides, or it is done at once. */
  readonly mode: 'on-request' | 'at-once';
  /** What becomes of badges that were handed out. */
  readonly badges: 'keep' | 'revoke';
  readonly request?: {
    readonly state: 'open' | 'declined';
    readonly requestedAt: string;
    readonly answerBy: string;
    readonly settledAt?: string;
    readonly reason?: string;
  };
}

/** What one issuer holds about one learner, for the learner alone. */
export interface OwnPageView {
  readonly site: Site;
  readonly issuer: { readonly name: string; readonly contactUrl?: string };
  readonly linkEndsAt: string;
  readonly done?: OwnDeed;
  /** The badge that it was about. */
  readonly doneAt?: string;
  readonly badges: readonly OwnBadgeView[];
  readonly person: {
    readonly name?: string;
    readonly email: string;
    readonly reference?: string;
    readonly did?: string;
    readonly language?: 'nl' | 'en';
    readonly since: string;
  };
  readonly records: readonly OwnRecordView[];
  readonly proofs: readonly { readonly title: string; readonly source: string; readonly on: string }[];
  readonly consents: readonly OwnConsentView[];
  readonly erasure: OwnErasureView;
}

/** The step before erasure. */
export type OwnErasurePageView = Pick<OwnPageView, 'site' | 'issuer' | 'erasure'>;
