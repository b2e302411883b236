const incomplete = {
  nl: 'Dit is geen volledige Open Badge: er ontbreekt iets of er staat iets verkeerd.',
  en: 'This is not a complete Open Badge: something is missing or in the wrong place.',
};

const uncovered = {
  nl: 'Er staat iets in dat geen handtekening kan dekken.',
  en: 'It holds something that no signature can cover.',
};

/** Reasons of the step `shape`: whether it is a complete Open Badge. */
export const shapeReasons = {
  'open-badge': {
    clause: 'Open Badges 3.0 §B.1',
    nl: 'Een volledige Open Badge 3.0; andere programma’s kunnen hem lezen.',
    en: 'A complete Open Badge 3.0; other programs can read it.',
  },
  endorsement: {
    clause: 'Open Badges 3.0 §B.1 EndorsementCredential',
    nl: 'Een volledige verklaring volgens Open Badges 3.0.',
    en: 'A complete endorsement of Open Badges 3.0.',
  },
  'learner-record': {
    clause: 'Comprehensive Learner Record 2.0 §B.1',
    nl: 'Een volledig overzicht van behaalde badges.',
    en: 'A complete record of achieved badges.',
  },
  'older-context': {
    clause: 'Open Badges 3.0 §8.2',
    nl: 'Een volledige badge, in een oudere vorm van Open Badges 3.0.',
    en: 'A complete badge, in an older form of Open Badges 3.0.',
  },
  'older-data-model': {
    clause: 'VC Data Model 2.0 §A.1',
    nl: 'Een volledige badge, in de oudere vorm die voor 2025 gebruikelijk was.',
    en: 'A complete badge, in the older form that was usual before 2025.',
  },
  'not-an-object': { clause: 'VC Data Model 2.0 §4', ...incomplete },
  'not-a-credential': { clause: 'Open Badges 3.0 §B.1', ...incomplete },
  schema: { clause: 'Open Badges 3.0 §9.1 step 1', ...incomplete },
  'no-recipient': { clause: 'Open Badges 3.0 §B.1.5 AchievementSubject', ...incomplete },
  'not-a-uri': { clause: 'VC Data Model 2.0 §4.4', ...incomplete },
  'not-a-date': { clause: 'VC Data Model 2.0 §4.9', ...incomplete },
  'malformed-status': {
    clause: 'Bitstring Status List §2.1',
    nl: 'De plaats in de statuslijst staat er niet zoals het hoort.',
    en: 'The place in the status list is not written as it should be.',
  },
  'unresolved-reference': {
    clause: 'Open Badges 3.0 §B.1 Result',
    nl: 'Een resultaat op de badge verwijst naar iets dat er niet in staat.',
    en: 'A result on the badge refers to something that is not in it.',
  },
  'context-not-a-list': { clause: 'VC Data Model 2.0 §4.3', ...incomplete },
  'context-not-allowed': {
    clause: 'VC Data Model 2.0 §4.3',
    nl: 'Wat de woorden in de badge betekenen staat op een adres dat we niet kennen.',
    en: 'What the words of the badge mean is written at an address that we do not know.',
  },
  'context-order': {
    clause: 'Open Badges 3.0 §8.2',
    nl: 'De woordenlijsten van de badge staan niet in de volgorde waarin ze horen.',
    en: 'The vocabularies of the badge do not stand in the order in which they belong.',
  },
  'context-not-needed': {
    clause: 'VC Data Model 2.0 §4.3',
    nl: 'De badge noemt een woordenlijst die voor niets in de badge nodig is.',
    en: 'The badge names a vocabulary that nothing in it needs.',
  },
  'json-ld-keyword': { clause: 'JSON-LD 1.1 §4', ...uncovered },
  'null-value': { clause: 'JSON-LD 1.1 §4.5', ...uncovered },
  'empty-list': { clause: 'JSON-LD 1.1 §4.3', ...uncovered },
  'nested-list': { clause: 'JSON-LD 1.1 §4.3', ...uncovered },
  'repeated-item': { clause: 'JSON-LD 1.1 §4.3', ...uncovered },
  'repeated-id': { clause: 'JSON-LD 1.1 §3.3', ...uncovered },
  'not-a-term': { clause: 'VC Data Integrity §2.4.1', ...uncovered },
  'imprecise-number': { clause: 'RFC 8785 §3.2.2.3', ...uncovered },
  'bare-reference': { clause: 'JSON-LD 1.1 §3.3', ...uncovered },
} as const;
