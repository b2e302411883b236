import type { OwnBadgeView, OwnConsentView, OwnDeed } from '../own-views.ts';
import type { Language } from '../views.ts';
import { ownEn } from './own-en.ts';
import { ownNl } from './own-nl.ts';

/** One thing that a learner can switch on and off: how it stands, and the button that changes it. */
interface SwitchWords {
  readonly label: string;
  readonly on: string;
  readonly off: string;
  readonly turnOn: string;
  readonly turnOff: string;
}

/** The words of the own page of a learner. Plain Dutch at B1 and plain English, as the other pages (design.md §4). */
export interface OwnWords {
  readonly forYou: string;
  readonly title: (issuer: string) => string;
  readonly lead: (issuer: string) => string;
  readonly secret: (until: string) => string;
  readonly done: Readonly<Record<OwnDeed, string>>;
  readonly badges: {
    readonly heading: string;
    readonly none: string;
    readonly states: Readonly<Record<OwnBadgeView['state'], string>>;
    readonly page: SwitchWords;
    readonly name: SwitchWords;
    readonly noName: string;
    readonly view: string;
    readonly download: string;
    readonly all: string;
    readonly allLead: string;
    readonly pagesOn: string;
    readonly pagesOff: string;
    readonly namesOn: string;
    readonly namesOff: string;
  };
  readonly data: {
    readonly heading: (issuer: string) => string;
    readonly name: string;
    readonly email: string;
    readonly reference: string;
    readonly did: string;
    readonly language: string;
    readonly languages: Readonly<Record<Language, string>>;
    readonly since: string;
    readonly records: (count: number) => string;
    readonly proofs: (count: number) => string;
    readonly skipped: string;
    readonly passed: string;
    readonly notPassed: string;
    readonly assessor: (name: string) => string;
    readonly from: (source: string) => string;
    readonly wrong: (issuer: string) => string;
    readonly ask: (issuer: string) => string;
  };
  readonly consents: {
    readonly heading: string;
    readonly none: string;
    readonly showName: (badge: string) => string;
    readonly everybody: string;
    readonly receiver: string;
    readonly states: Readonly<Record<OwnConsentView['state'], (date: string) => string>>;
    readonly withdraw: string;
    readonly give: string;
    readonly refuse: string;
    readonly earlier: (count: number) => string;
    readonly free: string;
  };
  readonly take: {
    readonly heading: string;
    readonly text: string;
    readonly button: string;
  };
  readonly erase: {
    readonly heading: string;
    readonly text: { readonly 'on-request': (issuer: string) => string; readonly 'at-once': string };
    readonly open: (issuer: string, asked: string, by: string) => string;
    readonly declined: (issuer: string, on: string) => string;
    readonly takeBack: string;
    readonly start: string;
    readonly question: (issuer: string) => string;
    readonly goes: string;
    readonly gone: readonly string[];
    readonly stays: string;
    readonly badges: { readonly keep: string; readonly revoke: string };
    readonly audit: string;
    readonly final: { readonly 'on-request': (issuer: string) => string; readonly 'at-once': string };
    readonly sure: string;
    readonly confirm: { readonly 'on-request': string; readonly 'at-once': string };
    readonly back: string;
  };
}

/** The words of a language. */
export function ownWordsOf(language: Language): OwnWords {
  return language === 'nl' ? ownNl : ownEn;
}
