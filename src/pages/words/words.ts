import type {
  BadgeKind,
  CheckView,
  EndorsementView,
  Language,
  ProblemHappening,
  RequirementView,
  SigningKeyView,
  Verdict,
} from '../views.ts';
import { en } from './en.ts';
import type { HowWords } from './how.ts';
import { nl } from './nl.ts';

/** A check in words: the outcome in bold, then why. */
export interface CheckWords {
  readonly title: string;
  readonly why: string;
}

/** What a sentence about a verdict or a check can name. */
export interface Facts {
  /** Short name of the issuer; absent where a badge could not be read. */
  readonly issuer?: string | undefined;
  readonly domain?: string | undefined;
  /** When it was revoked, suspended, expired or will be valid; already written out. */
  readonly since?: string | undefined;
  readonly from?: string | undefined;
  readonly until?: string | undefined;
}

export interface VerdictWords {
  readonly word: string;
  /** One sentence under the word, about this badge. */
  readonly why: (facts: Facts) => string;
  /** What the verdict means in general. */
  readonly meaning: string;
  /** What a reader can do next. */
  readonly next: string;
}

type CheckName = CheckView['name'];

/** Every word on the pages. Plain Dutch at B1 and plain English (design.md §4); both tables have the same keys, the compiler sees to it. */
export interface Words {
  readonly site: {
    readonly menu: string;
    readonly skip: string;
    readonly verify: string;
    readonly thisLanguage: string;
    readonly about: string;
    readonly privacy: string;
    readonly accessibility: string;
    readonly report: string;
    readonly docs: string;
  };
  readonly verdicts: Readonly<Record<Verdict, VerdictWords>>;
  readonly checks: {
    readonly passed: (name: CheckName, facts: Facts) => CheckWords;
    /** Above the sentence that says what is noteworthy. */
    readonly warning: (name: CheckName) => string;
    readonly failed: (name: CheckName, code: string | undefined, facts: Facts) => CheckWords;
    readonly unknown: (name: CheckName) => CheckWords;
    readonly notChecked: (name: CheckName) => CheckWords;
  };
  readonly badge: {
    readonly edubadge: string;
    readonly kinds: Readonly<Record<BadgeKind, string>>;
    readonly checkedOn: (moment: string) => string;
    readonly showed: Readonly<Record<BadgeKind, string>>;
    readonly showedWithoutName: Readonly<Record<BadgeKind, string>>;
    readonly awarded: string;
    readonly issued: string;
    readonly validUntil: string;
    readonly studyLoad: string;
    readonly reason: string;
    readonly since: Readonly<Partial<Record<Verdict, string>>>;
    readonly ringExplained: string;
    readonly role: string;
    readonly regulation: string;
    readonly description: (title: string, issuer: string) => string;
  };
  readonly stops: {
    readonly genuine: string;
    readonly whatItMeans: string;
    readonly whoSays: string;
    readonly whatCan: (givenName: string | undefined) => string;
    readonly howShown: string;
    readonly whoStandsBehind: string;
    readonly whereOnTheLine: string;
    readonly howToGet: string;
    readonly whichSkills: string;
    readonly whoApproved: string;
    readonly whereToLearn: string;
  };
  readonly technical: {
    readonly heading: string;
    readonly steps: string;
    readonly credentialId: string;
    readonly issuerId: string;
    readonly standard: string;
    readonly suite: string;
    readonly verificationMethod: string;
    readonly statusList: string;
  };
  readonly issuer: {
    readonly heading: string;
    readonly proven: (domain: string) => string;
    readonly notProven: string;
    readonly where: string;
    readonly quality: string;
    readonly more: string;
    readonly ask: (issuer: string) => string;
    readonly yours: string;
    readonly howWeKnow: string;
    readonly websiteNames: { readonly title: string; readonly why: (domain: string, issuer: string) => string };
    readonly websiteUnknown: CheckWords;
    readonly keyPage: (algorithm: string | undefined) => string;
    readonly keysLead: string;
    readonly keysInUse: CheckWords;
    readonly noKeys: CheckWords;
    readonly howQuality: (issuer: string) => string;
    readonly withWhom: string;
    readonly lines: string;
    readonly badges: (issuer: string) => string;
    readonly noBadges: string;
    readonly keys: string;
    readonly keyStates: Readonly<Record<SigningKeyView['state'], string>>;
    readonly period: (from: string | undefined, until: string | undefined) => string;
    readonly website: string;
  };
  readonly rubric: {
    readonly caption: string;
    readonly captionWithoutScores: string;
    readonly criterion: string;
    readonly reached: string;
    readonly required: string;
    readonly reachedIsRequired: string;
    readonly scores: (reached: number, required: number) => string;
    readonly requiredOnly: (required: number) => string;
    readonly level: (level: number) => string;
    readonly levelFrom: (level: number) => string;
    readonly requiredAside: (required: number) => string;
    readonly keyReached: string;
    readonly keyBelow: string;
    readonly keyRequired: string;
    readonly allLevels: string;
    readonly howToPass: string;
  };
  readonly skills: {
    readonly heading: string;
    readonly kinds: { readonly skill: string; readonly knowledge: string };
    readonly noLevel: { readonly skill: string; readonly knowledge: string };
  };
  readonly requirements: {
    readonly heading: Readonly<Record<BadgeKind, string>>;
    readonly states: Readonly<Record<RequirementView['state'], string>>;
    readonly asked: (level: number) => string;
  };
  readonly shown: {
    readonly method: string;
    readonly methods: Readonly<Record<string, string>>;
    readonly assessor: string;
    readonly supervision: string;
    readonly supervised: string;
    readonly unsupervised: string;
    readonly identityChecked: string;
    readonly identityNotChecked: string;
    readonly date: string;
    readonly station: string;
    readonly evidence: string;
    readonly participation: Readonly<Record<string, string>>;
    readonly observable: string;
  };
  readonly behind: {
    readonly since: (date: string) => string;
    readonly until: (date: string) => string;
    readonly proofs: Readonly<Record<EndorsementView['proof'], (domain: string | undefined) => string>>;
    /** What stands before and after the names. */
    readonly validated: (count: number) => readonly [string, string];
    readonly and: string;
    readonly approvedIn: (method: string) => string;
    readonly approved: string;
  };
  readonly line: {
    readonly type: (code: string) => string;
    readonly here: string;
    readonly done: string;
    readonly countsTowards: string;
  };
  readonly actions: {
    readonly label: string;
    readonly yours: string;
    readonly wallet: string;
    readonly share: string;
    readonly linkedIn: string;
    readonly download: string;
    readonly phone: string;
    readonly qr: string;
    readonly selfCheck: string;
    readonly otherVerifier: string;
  };
  readonly achievement: {
    readonly version: (version: string) => string;
    readonly holders: (count: number) => string;
    readonly published: (date: string) => string;
    readonly versions: string;
    readonly forSystems: string;
  };
  readonly verify: {
    readonly heading: string;
    readonly lead: string;
    readonly url: string;
    readonly content: string;
    readonly contentHint: string;
    readonly file: string;
    readonly fileHint: string;
    readonly recipient: string;
    readonly recipientHint: string;
    readonly how: string;
    readonly submit: string;
    readonly promise: string;
    readonly result: string;
    readonly inside: string;
    readonly vouchers: string;
    readonly nameless: string;
    readonly about: (title: string, holder: string | undefined, issuer: string | undefined) => string;
    readonly keptNothing: string;
    readonly shareable: string;
    readonly claimsIssuer: (issuer: string) => string;
    readonly claims: string;
    readonly fullBadge: string;
    readonly replaced: string;
    readonly newest: string;
    readonly report: string;
    readonly allResults: string;
    readonly allResultsLead: string;
    readonly notDone: string;
  };
  readonly how: HowWords;
  readonly home: {
    readonly heading: string;
    readonly lead: string;
    readonly verifyHeading: string;
    readonly verifyText: string;
    readonly whatHeading: string;
    readonly what: readonly CheckWords[];
    readonly issuers: string;
    readonly buildHeading: string;
    readonly buildText: string;
  };
  readonly problems: {
    readonly titles: Readonly<Record<number, string>>;
    readonly texts: Readonly<Record<number, string>>;
    readonly happenings: Readonly<Record<ProblemHappening, { readonly title: string; readonly text: string }>>;
    readonly otherTitle: string;
    readonly otherText: string;
    readonly brokenTitle: string;
    readonly brokenText: string;
    readonly reference: string;
    readonly home: string;
  };
}

/** The words of a language. */
export function wordsOf(language: Language): Words {
  return language === 'nl' ? nl : en;
}
