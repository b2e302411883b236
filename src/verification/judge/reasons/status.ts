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
} as const;
