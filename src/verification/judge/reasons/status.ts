/** Reasons of the step `status`: what the issuer says of it today. */
export const statusReasons = {
  'not-withdrawn': {
    clause: 'Bitstring Status List §3.2',
    nl: 'Niet ingetrokken en niet opgeschort, volgens de statuslijst van dit moment.',
    en: 'Not revoked and not suspended, by the status list of this moment.',
  },
  'no-status': {
    clause: 'VC Data Model 2.0 §4.10',
    nl: 'De uitgever heeft geen manier gegeven om deze badge in te trekken.',
    en: 'The issuer has not provided a way to withdraw this badge.',
  },
  'unsupported-status': {
    clause: 'VC Data Model 2.0 §4.10',
    nl: 'Dit soort statuslijst kunnen we hier niet lezen.',
    en: 'The kind of status list is not one that can be read here.',
  },
  'list-not-reachable': {
    clause: 'Bitstring Status List §3.2',
    nl: 'De statuslijst was niet te lezen, dus is niet bekend of de badge is ingetrokken.',
    en: 'The status list could not be read, so it is not known whether the badge was withdrawn.',
  },
  'list-of-another-issuer': {
    clause: 'Bitstring Status List §3.2',
    nl: 'De statuslijst is van een andere uitgever.',
    en: 'The status list is that of another issuer.',
  },
  'index-out-of-range': {
    clause: 'Bitstring Status List §3.2',
    nl: 'De plaats valt buiten de statuslijst.',
    en: 'The place lies outside the status list.',
  },
  replaced: {
    clause: 'Open Badges 3.0 §9.1 step 3',
    nl: 'Er is een nieuwere uitgave van deze badge; dit exemplaar telt niet meer.',
    en: 'There is a newer issue of this badge; this copy of it no longer counts.',
  },
  revoked: {
    clause: 'Bitstring Status List §2.1',
    nl: 'De uitgever heeft deze badge ingetrokken.',
    en: 'The issuer has revoked this badge.',
  },
  suspended: {
    clause: 'Bitstring Status List §2.1',
    nl: 'De uitgever heeft deze badge voorlopig opgeschort.',
    en: 'The issuer has suspended this badge for now.',
  },
  'too-many-entries': {
    clause: 'VC Data Model 2.0 §4.10',
    nl: 'De badge noemt meer statuslijsten dan we nakijken.',
    en: 'The badge names more status lists than are looked at.',
  },
  'list-unreadable': {
    clause: 'Bitstring Status List §3.2',
    nl: 'Wat er op het adres van de statuslijst staat, is geen leesbare statuslijst.',
    en: 'What stands at the address of the status list is no status list that can be read.',
  },
  'list-of-another-address': {
    clause: 'Bitstring Status List §2.2',
    nl: 'De statuslijst zegt zelf dat hij op een ander adres hoort.',
    en: 'The status list says itself that it belongs to another address.',
  },
  'list-not-proven': {
    clause: 'Bitstring Status List §3.2',
    nl: 'Van de statuslijst staat niet vast dat de uitgever hem heeft getekend.',
    en: 'It is not proven that the issuer signed the status list.',
  },
  'list-out-of-date': {
    clause: 'Bitstring Status List §2.2',
    nl: 'De statuslijst is niet van vandaag, dus is niet bekend of de badge is ingetrokken.',
    en: 'The status list is not of today, so it is not known whether the badge was withdrawn.',
  },
  'list-of-another-purpose': {
    clause: 'Bitstring Status List §3.2',
    nl: 'De statuslijst gaat over iets anders dan de badge zegt.',
    en: 'The status list is about something else than the badge says.',
  },
  'list-too-short': {
    clause: 'Bitstring Status List §3.2',
    nl: 'De statuslijst is zo kort dat hij verraadt over wie het gaat.',
    en: 'The status list is so short that it gives away whom it is about.',
  },
  'status-message': {
    clause: 'Bitstring Status List §2.1',
    nl: 'De uitgever heeft iets te melden over deze badge.',
    en: 'The issuer has something to say about this badge.',
  },
  'refresh-available': {
    clause: 'Bitstring Status List §2.1',
    nl: 'De uitgever heeft een nieuwere versie van deze badge.',
    en: 'The issuer has a newer version of this badge.',
  },
  'other-purpose': {
    clause: 'Bitstring Status List §2.1',
    nl: 'De uitgever heeft bij deze badge iets aangetekend dat we niet kennen.',
    en: 'The issuer has marked this badge with something that is not known here.',
  },
} as const;
