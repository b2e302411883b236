/** Reasons of the step `proof`: whether the signature fits every letter. */
export const proofReasons = {
  'proof-verified': {
    clause: 'VC Data Integrity §4.4',
    nl: 'Er is niets veranderd: de handtekening past bij elke letter.',
    en: 'Nothing was changed: the signature fits every letter.',
  },
  'no-proof': {
    clause: 'Open Badges 3.0 §8.1',
    nl: 'Er is geen handtekening.',
    en: 'There is no signature.',
  },
  'malformed-proof': {
    clause: 'VC Data Integrity §2.1',
    nl: 'De handtekening is niet geschreven zoals het hoort.',
    en: 'The signature is not written as it should be.',
  },
  'unsupported-proof': {
    clause: 'VC Data Integrity §3.1',
    nl: 'Dit soort handtekening kunnen we hier niet controleren.',
    en: 'The kind of signature is not one that can be checked here.',
  },
  'base-proof': {
    clause: 'Data Integrity ECDSA Cryptosuites 1.0 §3.4, BBS §3.3',
    nl: 'Deze handtekening is voor de houder zelf: die moet eerst kiezen wat hij laat zien.',
    en: 'The signature is meant for the holder, who chooses first what to show.',
  },
  'wrong-purpose': {
    clause: 'VC Data Integrity §2.3',
    nl: 'De handtekening is voor een ander doel gezet.',
    en: 'The signature was made for another purpose.',
  },
  'wrong-domain': {
    clause: 'VC Data Integrity §4.4',
    nl: 'De handtekening is voor een andere ontvanger gezet.',
    en: 'The signature was made for another recipient.',
  },
  'wrong-challenge': {
    clause: 'VC Data Integrity §4.4',
    nl: 'De handtekening hoort niet bij deze vraag.',
    en: 'The signature does not belong to this question.',
  },
  'wrong-key-type': {
    clause: 'VC Data Integrity §3.1',
    nl: 'De sleutel is van een andere soort dan bij deze handtekening hoort.',
    en: 'The key is of another kind than the signature asks for.',
  },
  'previous-proof-missing': {
    clause: 'VC Data Integrity §4.5',
    nl: 'Er ontbreekt een handtekening waarop een andere voortbouwt.',
    en: 'A signature is missing that another one builds on.',
  },
  'unsound-key': {
    clause: 'RFC 8032 §5.1.7',
    nl: 'Met deze sleutel kan iedereen tekenen, of hij is niet te lezen.',
    en: 'The key is one with which anybody could sign, or it cannot be read.',
  },
  'key-revoked': {
    clause: 'Controlled Identifiers 1.0 §2.2',
    nl: 'De uitgever heeft de sleutel ingetrokken: wie hem nu heeft, kan dit getekend hebben.',
    en: 'The issuer has withdrawn the key that signed: whoever has it now may have signed this.',
  },
  'key-expired': {
    clause: 'Controlled Identifiers 1.0 §2.2',
    nl: 'De handtekening is gezet toen de sleutel al was verlopen.',
    en: 'The signature was made after the key had ended.',
  },
  'signature-mismatch': {
    clause: 'VC Data Integrity §4.4',
    nl: 'De handtekening past niet: er is iets veranderd na het tekenen.',
    en: 'The signature does not fit: something was changed after signing.',
  },
  'not-processable': {
    clause: 'VC Data Integrity §4.6',
    nl: 'Er staat iets in dat geen handtekening kan dekken.',
    en: 'It holds something that no signature can cover.',
  },
  'too-costly': {
    clause: 'RDF Dataset Canonicalization §8.2',
    nl: 'De handtekening controleren kost meer werk dan een badge waard is; daarom is het niet afgemaakt.',
    en: 'Checking the signature takes more work than any badge needs, so it was not finished.',
  },
  'claims-mismatch': {
    clause: 'Open Badges 3.0 §8.2.4.1',
    nl: 'De badge spreekt zichzelf tegen: om de badge heen staat iets anders dan erin.',
    en: 'The badge contradicts itself: what stands around it says another thing than what is in it.',
  },
  'claims-missing': {
    clause: 'Open Badges 3.0 §8.2.4.1',
    nl: 'Er is niets veranderd; er ontbreekt wel iets om de badge heen dat er hoort te staan.',
    en: 'Nothing was changed, but something that belongs around the badge is missing.',
  },
  'key-compromised': {
    clause: 'Controlled Identifiers 1.0 §2.2',
    nl: 'De sleutel is in verkeerde handen geweest, en er staat nergens dat de uitgever dit heeft uitgegeven of laten gelden.',
    en: 'The key was in the wrong hands, and there is no record that the issuer issued this or lets it count.',
  },
} as const;
