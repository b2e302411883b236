/** Reasons of the step `issuer`: whether the key that signed is the issuer's own. */
export const issuerReasons = {
  'key-listed-by-issuer': {
    clause: 'VC Data Model 2.0 §4.12, Controlled Identifiers 1.0 §3.3',
    nl: 'De sleutel die tekende is door de uitgever zelf bekendgemaakt.',
    en: 'The key that signed is published by the issuer itself.',
  },
  'recorded-by-issuer': {
    clause: 'Controlled Identifiers 1.0 §2.2',
    nl: 'De sleutel is later in verkeerde handen gekomen, maar deze badge staat in het register van de uitgever.',
    en: 'The key that signed was compromised later, but this very badge is in the record of what the issuer issued.',
  },
  'key-not-listed': {
    clause: 'Controlled Identifiers 1.0 §3.3',
    nl: 'De uitgever die op de badge staat, noemt de sleutel die tekende niet.',
    en: 'The issuer that the badge names does not list the key that signed.',
  },
  'issuer-unreachable': {
    clause: 'Controlled Identifiers 1.0 §3.3',
    nl: 'De website van de uitgever gaf geen antwoord, dus is niet bekend of de sleutel van de uitgever is.',
    en: 'The issuer’s website did not answer, so it is not known whether the key is the issuer’s.',
  },
  'issuer-unresolved': {
    clause: 'Controlled Identifiers 1.0 §3.3',
    nl: 'Wie de uitgever is, kon niet worden vastgesteld; iedereen kan dit getekend hebben.',
    en: 'Who the issuer is could not be established, so anybody may have signed this.',
  },
} as const;
