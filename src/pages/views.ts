/** What each page shows, as plain data: one view per page. The parts they are made of, and the rules for texts, are in `content-views.ts`. */

import type {
  AssessmentView,
  BadgeContentView,
  BadgeKind,
  CriterionView,
  EndorsementView,
  IssuerSummaryView,
  LineView,
  ResultView,
  Site,
  SkillView,
  StationTypeCode,
  Verdict,
  VerdictView,
} from './content-views.ts';

export type * from './content-views.ts';

/** Ids, suites and lists, for who wants to check by hand. */
export interface TechnicalView {
  readonly credentialId: string;
  readonly issuerId: string;
  readonly standard?: string;
  readonly suite?: string;
  readonly verificationMethod?: string;
  readonly statusList?: string;
  readonly statusListIndex?: string;
}

/** The check that runs on the reader's own machine. */
export interface SelfCheckView {
  /** The script that does it; of this service. */
  readonly script: string;
  /** Where the signed badge is; of this service. */
  readonly badge?: string;
  /** The field of the page in which a badge is pasted, where there is no address. */
  readonly field?: string;
}

/** What the holder, or anybody, can do. A button appears only when its URL is here. */
export interface ActionsView {
  readonly json?: string;
  readonly pdf?: string;
  readonly png?: string;
  readonly svg?: string;
  readonly wallet?: string;
  readonly linkedIn?: string;
  readonly share?: string;
  readonly selfCheck?: SelfCheckView;
  readonly otherVerifier?: string;
  /** A whole `<svg>`; shown as an image, so whatever it holds cannot run. */
  readonly qrSvg?: string;
}

/** What a badge picture is drawn from. */
export interface BadgePicture {
  readonly kind: BadgeKind;
  readonly code: string;
  readonly title: string;
  readonly issuer?: string;
  /** Hours in words, `6 uur`. */
  readonly hours?: string;
  readonly typeCode?: StationTypeCode;
  readonly lineColour?: string;
  /** Up to four are drawn with their scores; with more only the required levels. `name` is for the description. */
  readonly criteria?: readonly {
    readonly name: string;
    readonly required: number;
    readonly reached?: number;
    readonly levels: number;
  }[];
  /** Number of stations of a line. */
  readonly stops?: number;
  /** `VP`, and the regulation it belongs to: on the yardstick. */
  readonly roleCode?: string;
  readonly regulation?: string;
}

export interface BadgeView {
  readonly site: Site;
  readonly verdict: VerdictView;
  readonly content: BadgeContentView;
  readonly issuer: IssuerSummaryView;
  /** Only when the holder shares the name. */
  readonly holder?: { readonly name: string; readonly givenName?: string };
  readonly awardedOn?: string;
  readonly validFrom?: string;
  readonly validUntil?: string;
  readonly assessment?: AssessmentView;
  readonly technical: TechnicalView;
  readonly actions: ActionsView;
  readonly picture: BadgePicture;
  readonly lineColour?: string;
  /** Page of the achievement. */
  readonly achievementUrl?: string;
  /** Picture for link previews, same origin. */
  readonly imageUrl?: string;
}

export interface AchievementView {
  readonly site: Site;
  /** Absolute, stable id of this version. */
  readonly id: string;
  readonly version?: string;
  readonly publishedOn?: string;
  readonly content: BadgeContentView;
  readonly issuer: IssuerSummaryView;
  readonly holders?: number;
  readonly jsonUrl?: string;
  readonly picture: BadgePicture;
  readonly lineColour?: string;
  readonly imageUrl?: string;
}

export interface SigningKeyView {
  readonly id: string;
  /** Page of the key here. */
  readonly url?: string;
  readonly algorithm?: string;
  readonly state: 'pending' | 'active' | 'retired' | 'compromised';
  readonly since?: string;
  readonly until?: string;
  readonly compromisedSince?: string;
}

/** One signing key of an issuer, with what a reader needs to judge a badge by it. */
export interface KeyView {
  readonly site: Site;
  readonly issuer: IssuerSummaryView;
  readonly key: SigningKeyView;
  readonly fingerprint: string;
  readonly reason?: string;
  readonly jsonUrl: string;
}

export interface BadgeTileView {
  readonly title: string;
  readonly kind: BadgeKind;
  readonly code: string;
  readonly hours?: number;
  readonly url: string;
  /** Same origin; anything else is left out. */
  readonly imageUrl?: string;
}

export interface IssuerView {
  readonly site: Site;
  readonly issuer: IssuerSummaryView;
  /** DID or profile URL. */
  readonly id: string;
  readonly website?: string;
  readonly description?: string;
  readonly partners: readonly string[];
  readonly keys: readonly SigningKeyView[];
  readonly lines: readonly LineView[];
  readonly badges: readonly BadgeTileView[];
  /** What its badges certify. */
  readonly skills: readonly { readonly label: string; readonly url: string }[];
  readonly endorsements: readonly EndorsementView[];
  readonly jsonUrl?: string;
}

/** A badge for a skill, with the level that it asks for. */
export interface CertifyingBadgeView extends BadgeTileView {
  readonly level?: number;
}

/** One skill of a catalogue, or of an issuer's own, and who certifies it. */
export interface SkillPageView {
  readonly site: Site;
  readonly uri: string;
  readonly label: string;
  readonly labelLanguage: string;
  /** The same in other languages. */
  readonly otherLabels: readonly { readonly language: string; readonly label: string }[];
  readonly kind: 'skill' | 'knowledge' | 'ability' | 'responsibility' | 'unspecified';
  /** `ESCO`, `O*NET` …; absent for an issuer's own. */
  readonly framework?: string;
  readonly version?: string;
  readonly issuers: readonly {
    readonly name: string;
    readonly url: string;
    readonly badges: readonly CertifyingBadgeView[];
  }[];
  /** There are more badges than are shown. */
  readonly more: boolean;
}

/** What a stranger's badge says, as far as it could be read, with the verdict about it. */
/** Something inside a badge that was judged by itself; named only by what its own signature covers. */
export interface InsideView {
  readonly title?: string;
  /** The website that its issuer is proven to be. */
  readonly issuer?: string;
  readonly verdict: Verdict;
}

export interface VerifyResultView {
  readonly verdict: VerdictView;
  readonly title?: string;
  readonly holderName?: string;
  readonly issuerName?: string;
  /** Website whose keys signed; absent: not proven, or the issuer is a key without a website. */
  readonly issuerDomain?: string;
  readonly awardedOn?: string;
  readonly validUntil?: string;
  readonly statement?: string;
  readonly criteria?: readonly CriterionView[];
  readonly results?: readonly ResultView[];
  readonly skills?: readonly SkillView[];
  /** The badges in a learner record. */
  readonly credentials?: readonly InsideView[];
  /** Signed statements of others inside the badge. */
  readonly endorsements?: readonly InsideView[];
  readonly badgeUrl?: string;
  /** Of a badge with an address: the page that judges it anew. Absent: what was judged was sent itself. */
  readonly shareUrl?: string;
  readonly reportUrl?: string;
  readonly technical?: TechnicalView;
}

export interface VerifyView {
  readonly selfCheck?: SelfCheckView;
  /** Script that lets files be dropped and codes be scanned; of this service. */
  readonly formScript?: string;
  readonly site: Site;
  /** What was sent, to show it again. */
  readonly input?: { readonly url?: string; readonly credential?: string };
  /** Why nothing could be checked at all, in the language of the page. */
  readonly inputProblem?: string;
  readonly result?: VerifyResultView;
}

export interface HomeView {
  readonly site: Site;
  readonly issuers?: readonly { readonly name: string; readonly url: string }[];
}

/** Problems with words of their own: a badge that is not shared, a form of another site, and links of learners that no longer lead anywhere. */
export type ProblemHappening = 'not-shared' | 'cross-site' | 'link-ended' | 'link-unknown' | 'erased';

export interface ProblemView {
  readonly site: Site;
  readonly status: number;
  /** What happened, where the status says too little. */
  readonly happening?: ProblemHappening;
  /** Only for what is safe to show: never an internal message. */
  readonly detail?: string;
  readonly requestId?: string;
}
