/** Reasons that only badges of Open Badges 2.0 end with. */
export const openBadge2Reasons = {
  'open-badge-2': {
    clause: 'Open Badges 2.0 §Assertion',
    nl: 'Een volledige badge van Open Badges 2.0, de vorige versie.',
    en: 'A complete badge of Open Badges 2.0, the version before.',
  },
  'incomplete-open-badge-2': {
    clause: 'Open Badges 2.0 §Assertion',
    nl: 'Dit is geen volledige badge van Open Badges 2.0: er ontbreekt iets of er staat iets verkeerd.',
    en: 'This is not a complete badge of Open Badges 2.0: something is missing or in the wrong place.',
  },
  'hosted-by-issuer': {
    clause: 'Open Badges 2.0 §Hosted Verification',
    nl: 'De badge staat op de website van de uitgever, met dezelfde inhoud.',
    en: 'The badge is found on the issuer’s website, with the same content.',
  },
  'hosted-not-found': {
    clause: 'Open Badges 2.0 §Hosted Verification',
    nl: 'De website waar de badge hoort te staan, gaf hem niet.',
    en: 'The website on which the badge should be found did not give it.',
  },
  'hosted-differs': {
    clause: 'Open Badges 2.0 §Hosted Verification',
    nl: 'Op de website van de uitgever staat iets anders dan in deze badge.',
    en: 'The issuer’s website says another thing than this badge.',
  },
  'hosts-agree': {
    clause: 'Open Badges 2.0 §Hosted Verification',
    nl: 'De badge en de uitgever staan op dezelfde website.',
    en: 'The badge and the issuer are found on the same website.',
  },
  'hosts-differ': {
    clause: 'Open Badges 2.0 §Hosted Verification',
    nl: 'De badge staat op een website die niet van de uitgever is; iedereen kan hem daar hebben gezet.',
    en: 'The badge is found on a website that is not the issuer’s, so anybody may have put it there.',
  },
  'revocation-list-read': {
    clause: 'Open Badges 2.0 §RevocationList',
    nl: 'De badge staat niet in de lijst van ingetrokken badges.',
    en: 'The badge is not in the list of revoked badges.',
  },
  'not-revoked-on-host': {
    clause: 'Open Badges 2.0 §Hosted Verification',
    nl: 'De website van de uitgever zegt niet dat de badge is ingetrokken.',
    en: 'The issuer’s website does not say that the badge was revoked.',
  },
} as const;
