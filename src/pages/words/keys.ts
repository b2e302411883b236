import type { Language } from '../content-views.ts';
import type { SigningKeyView } from '../views.ts';

/** What the page of a signing key says. */
export interface KeyWords {
  readonly heading: string;
  readonly ofIssuer: (issuer: string) => string;
  readonly algorithm: string;
  readonly state: string;
  readonly plannedFrom: string;
  readonly inForceFrom: string;
  readonly until: string;
  readonly compromisedSince: string;
  readonly reason: string;
  readonly fingerprint: string;
  readonly conclusionHeading: string;
  /** What a reader of a badge should conclude from the state of the key that signed it. */
  readonly conclusions: Readonly<Record<SigningKeyView['state'], (moment: string) => string>>;
}

export const keyWords: Readonly<Record<Language, KeyWords>> = {
  nl: {
    heading: 'Sleutel',
    ofIssuer: (issuer) => `Met deze sleutel tekent ${issuer} zijn badges.`,
    algorithm: 'Soort',
    state: 'Toestand',
    plannedFrom: 'Gepland vanaf',
    inForceFrom: 'In gebruik vanaf',
    until: 'Tot',
    compromisedSince: 'Niet te vertrouwen sinds',
    reason: 'Reden',
    fingerprint: 'Vingerafdruk (SHA-256, RFC 7638)',
    conclusionHeading: 'Wat betekent dat voor een badge?',
    conclusions: {
      pending: () => 'Deze sleutel is nog niet in gebruik. Een badge die er nu al mee is getekend, is niet echt.',
      active: () => 'Een badge die met deze sleutel is getekend, komt van deze uitgever.',
      retired: () =>
        'De uitgever tekent er niet meer mee. Een badge die er eerder mee is getekend, blijft geldig en te controleren.',
      compromised: (moment) =>
        `Sinds ${moment} kan iemand anders met deze sleutel hebben getekend. Vertrouw geen badge van daarna. Een badge van daarvoor is alleen echt als de pagina van die badge dat zegt; vraag de houder om de nieuwe versie.`,
    },
  },
  en: {
    heading: 'Key',
    ofIssuer: (issuer) => `${issuer} signs its badges with this key.`,
    algorithm: 'Kind',
    state: 'State',
    plannedFrom: 'Planned from',
    inForceFrom: 'In use from',
    until: 'Until',
    compromisedSince: 'Not to be trusted since',
    reason: 'Reason',
    fingerprint: 'Fingerprint (SHA-256, RFC 7638)',
    conclusionHeading: 'What does that mean for a badge?',
    conclusions: {
      pending: () => 'This key is not in use yet. A badge that is signed with it already is not genuine.',
      active: () => 'A badge that is signed with this key comes from this issuer.',
      retired: () =>
        'The issuer no longer signs with it. A badge that was signed with it before stays valid and can be checked.',
      compromised: (moment) =>
        `Since ${moment} somebody else may have signed with this key. Do not trust a badge from after that. A badge from before is genuine only if the page of that badge says so; ask the holder for the new version.`,
    },
  },
};
