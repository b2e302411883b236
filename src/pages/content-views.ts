/**
 * The parts of what the pages show, as plain data. Texts are already in the language of the page; where a text may be in another language, that
 * language stands beside it. Moments are ISO 8601 strings. URLs may be absolute or paths of this service; anything but http(s), mailto
 * and paths is shown as text, never as a link.
 */

/** The two languages of the pages. */
export type Language = 'nl' | 'en';

/** Where a page stands; the same for every kind of page. */
export interface Site {
  /** Public address of the service, without a slash at the end: `https://badges.example`. */
  readonly baseUrl: string;
  /** Path of this page without its query: the language switch adds `?lang=…` to it. */
  readonly path: string;
  readonly docsUrl?: string;
  readonly privacyUrl?: string;
  readonly accessibilityUrl?: string;
  readonly reportUrl?: string;
}

/** The overall judgement; the same words as the verification room uses. */
export type Verdict =
  | 'valid'
  | 'revoked'
  | 'suspended'
  | 'expired'
  | 'not-yet-valid'
  | 'issuer-not-proven'
  | 'invalid'
  | 'malformed'
  | 'valid-with-warnings'
  | 'unknown';

/** One named check. `holder`: whether the one who showed the badge is the one it was given to. */
export interface CheckView {
  readonly name:
    | 'input'
    | 'shape'
    | 'proof'
    | 'issuer'
    | 'refresh'
    | 'validity'
    | 'status'
    | 'recipient'
    | 'endorsements'
    | 'credentials'
    | 'holder';
  readonly outcome: 'passed' | 'failed' | 'warning' | 'not-checked';
  /** Why, as the verification room codes it: `revoked`, `suspended`, `expired`, `not-yet-valid`, `issuer-unresolved` … */
  readonly code?: string;
  /** The clause of the specification that asks for it. */
  readonly clause?: string;
  /** The sentence of the verification room, in the language of the page. */
  readonly message?: string;
}

export interface VerdictView {
  readonly verdict: Verdict;
  readonly checkedAt: string;
  /** When it was revoked, suspended, or expired, or from when it will be valid. */
  readonly since?: string;
  /** Why it was revoked or suspended: a category, never free text about a person. */
  readonly reason?: string;
  readonly checks: readonly CheckView[];
}

/** station, unit of learning outcome (leeruitkomst), part of one, line, and scheme (vakbekwaamheid langs de meetlat). */
export type BadgeKind = 'station' | 'ulo' | 'partial-ulo' | 'line' | 'scheme';

/** Workshop, E-learning, Online, eXperience, Masterclass, Practical, meeting (Bijeenkomst), captains Dinner. */
export type StationTypeCode = 'W' | 'E' | 'O' | 'X' | 'M' | 'P' | 'B' | 'D';

export interface RubricLevelView {
  readonly level: number;
  readonly name: string;
  readonly description: string;
}

export interface CriterionView {
  readonly name: string;
  /** Absent on a badge of others that asks for none. */
  readonly requiredLevel?: number;
  /** Absent on an achievement page, where nobody has reached anything. */
  readonly reachedLevel?: number;
  /** Low to high. */
  readonly levels: readonly RubricLevelView[];
}

/** A result that is on no rubric: a grade, a percentage, a score. */
export interface ResultView {
  readonly name: string;
  readonly value: string;
  /** The highest that can be reached. */
  readonly most?: string;
}

/** The concept of a public catalogue that a skill corresponds to. */
export interface CatalogueConceptView {
  /** `ESCO`, `CompetentNL`, `O*NET` … */
  readonly catalogue: string;
  readonly version?: string;
  readonly url: string;
  /** The catalogue's own label, and the language that label is in where that is known. */
  readonly label: string;
  readonly labelLanguage?: string;
}

export interface SkillView {
  /** Our own label. */
  readonly label: string;
  /** Absent on a badge of others, which does not say. */
  readonly kind?: 'skill' | 'knowledge';
  readonly concepts: readonly CatalogueConceptView[];
  /** Page about it here: who certifies it. */
  readonly url?: string;
  /** On a badge: the level shown; on an achievement: the level asked for. Absent: the page says why there is none. */
  readonly level?: number;
}

/** One stop of a line. */
export interface StopView {
  readonly title: string;
  readonly typeCode: StationTypeCode;
  readonly hours?: number;
  readonly url?: string;
  readonly done?: boolean;
  /** This stop is what the page is about. */
  readonly here?: boolean;
}

export interface LineView {
  readonly name: string;
  readonly colour?: string;
  readonly url?: string;
  readonly stops: readonly StopView[];
}

/** Something that is asked for, by a line or a scheme. */
export interface RequirementView {
  readonly title: string;
  readonly state: 'met' | 'skipped' | 'not-met' | 'asked';
  readonly requiredLevel?: number;
  readonly reachedLevel?: number;
  /** When it was met. */
  readonly date?: string;
  /** Why it could be skipped, or what proof was accepted. */
  readonly explanation?: string;
  readonly url?: string;
}

/** What a badge or an achievement says about what somebody can do. */
export interface BadgeContentView {
  readonly kind: BadgeKind;
  readonly code: string;
  readonly title: string;
  /** Language of the content, when it is not that of the page. */
  readonly contentLanguage?: Language;
  /** Responsibility and autonomy: what somebody with this badge does, and how independently. Or the description. */
  readonly statement?: string;
  /** What shows it: the product that others can look at. */
  readonly observable?: string;
  readonly eqfLevel?: number;
  readonly nlqfLevel?: number | string;
  readonly studyLoadHours?: number;
  readonly stationType?: { readonly code: StationTypeCode; readonly name: string };
  /** `VP` and its name in words. */
  readonly role?: { readonly code: string; readonly name: string };
  readonly regulation?: { readonly name: string; readonly version?: string };
  readonly criteria: readonly CriterionView[];
  readonly skills: readonly SkillView[];
  readonly requirements: readonly RequirementView[];
  readonly lines: readonly LineView[];
  /** Lines and schemes for which this is a proof. */
  readonly countsTowards: readonly { readonly name: string; readonly url?: string }[];
  readonly validations: readonly ValidationView[];
  readonly endorsements: readonly EndorsementView[];
}

/** An expert who approved the learning outcome before it was published. */
export interface ValidationView {
  readonly name: string;
  readonly organisation?: string;
  /** `workshop`, `interview` … in the language of the page. */
  readonly method?: string;
  readonly date?: string;
}

export interface EndorsementView {
  readonly claim: string;
  readonly endorser: string;
  /** `brancheorganisatie` … in the language of the page. */
  readonly endorserKind?: string;
  readonly since?: string;
  /** signed: signature and signer proven; not-proven: signed, but by whom is not certain; unsigned: the issuer wrote it down. */
  readonly proof: 'signed' | 'not-proven' | 'unsigned';
  /** Website whose keys signed. */
  readonly domain?: string;
}

/** The issuer as a badge page shows it. */
export interface IssuerSummaryView {
  readonly name: string;
  /** `Kompas`; for sentences. */
  readonly shortName?: string;
  /** Page about it here. */
  readonly url?: string;
  /** Website that proves who it is. Not given: not proven. */
  readonly provenDomain?: string;
  readonly location?: string;
  readonly quality?: { readonly name: string; readonly url?: string; readonly description?: string };
  /** Where a holder can ask about a badge: a page or `mailto:`. */
  readonly contactUrl?: string;
}

/** How it was shown that the holder can do this. */
export interface AssessmentView {
  /** A method of the assessment room (`case`, `observation` …), or words in the language of the page. */
  readonly method?: string;
  readonly assessor?: string;
  readonly assessorOrganisation?: string;
  readonly supervised?: boolean;
  readonly identityChecked?: boolean;
  readonly date?: string;
  /** Comma separated as in the curriculum: `onsite`, `online`, `blended`, `work_experience`. */
  readonly station?: { readonly title: string; readonly hours?: number; readonly participation?: string };
  readonly evidence: readonly { readonly name: string; readonly url?: string; readonly description?: string }[];
}
