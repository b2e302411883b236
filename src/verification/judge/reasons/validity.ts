/** Reasons of the step `validity`: whether it counts on this day. */
export const validityReasons = {
  'within-period': {
    clause: 'VC Data Model 2.0 §4.9',
    nl: 'Vandaag ligt binnen de geldigheid.',
    en: 'Today lies within the period of validity.',
  },
  expired: {
    clause: 'VC Data Model 2.0 §4.9',
    nl: 'De badge is verlopen.',
    en: 'The badge has expired.',
  },
  'not-yet-valid': {
    clause: 'VC Data Model 2.0 §4.9',
    nl: 'De badge is nog niet geldig.',
    en: 'The badge is not valid yet.',
  },
} as const;
