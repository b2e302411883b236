import type { Words } from './words.ts';

/** The verdicts in English. "Could not be checked" is about us, never about the badge. */
export const verdictsEn: Words['verdicts'] = {
  valid: {
    word: 'Genuine and valid',
    why: ({ issuer }) => `${issuer ? `Issued by ${issuer}, u` : 'U'}nchanged since then and not revoked.`,
    meaning: 'The signature is right, the issuer is proven and the badge is not revoked.',
    next: 'See under “Who says so?” whether you know and trust this issuer.',
  },
  'valid-with-warnings': {
    word: 'Genuine and valid, with a remark',
    why: ({ issuer }) =>
      `${issuer ? `Issued by ${issuer}, u` : 'U'}nchanged since then and not revoked. Something about it is unusual.`,
    meaning: 'The badge is genuine and counts, but something about it is unusual. Below it says what.',
    next: 'Read the remark below and decide whether it matters to you.',
  },
  revoked: {
    word: 'Revoked',
    why: ({ issuer, since }) =>
      `${issuer ?? 'The issuer'} revoked this badge${since ? ` on ${since}` : ''}. Do not rely on it.`,
    meaning: 'The issuer took the badge back. Do not rely on it.',
    next: 'Ask the holder whether there is a new badge.',
  },
  suspended: {
    word: 'Suspended',
    why: ({ issuer, since }) =>
      `This badge does not count for now. ${issuer ?? 'The issuer'} suspended it${since ? ` on ${since}` : ''}.`,
    meaning: 'The badge does not count for now.',
    next: 'Look again later: the badge may count again.',
  },
  expired: {
    word: 'Expired',
    why: ({ since }) => `The badge was valid, but its end date has passed${since ? `: ${since}` : ''}.`,
    meaning: 'The badge was valid, but its end date has passed.',
    next: 'Ask the holder whether there is a newer badge.',
  },
  'not-yet-valid': {
    word: 'Not valid yet',
    why: ({ since }) => (since ? `This badge counts from ${since}.` : 'The start date of this badge is still to come.'),
    meaning: 'The start date of the badge is still to come.',
    next: 'Look again after that date.',
  },
  'issuer-not-proven': {
    word: 'Issuer not proven',
    why: () => 'The file is intact, but we cannot be sure who signed it.',
    meaning: 'The file is intact, but we cannot be sure who signed it.',
    next: 'Ask the issuer that it names. Look up the address yourself; do not use the address in the badge.',
  },
  invalid: {
    word: 'Invalid',
    why: () => 'The content does not match the signature. It was changed or forged.',
    meaning: 'The content does not match the signature. It was changed or forged.',
    next: 'Do not rely on it. Ask the holder for the link to the genuine badge.',
  },
  malformed: {
    word: 'Cannot be read',
    why: () => 'This is not a complete Open Badge. Something is missing, or the file is damaged.',
    meaning: 'This is not a complete Open Badge. Something is missing, or the file is damaged.',
    next: 'Ask the holder for the whole file or for the link, and try again.',
  },
  unknown: {
    word: 'Could not be checked',
    why: () => 'We could not look up everything we need. This says nothing about the badge.',
    meaning: 'We could not look up everything we need. This says nothing about the badge. Try again.',
    next: 'Try again in a few minutes.',
  },
};

/** The checks in English: what was checked, then what it means. */
export const checksEn: Words['checks'] = {
  passed: (name, { issuer, domain, from, until }) =>
    ({
      input: { title: 'The file can be read', why: 'It was read whole.' },
      refresh: { title: 'There is no newer issue', why: 'Asked of the issuer.' },
      recipient: { title: 'It is the badge of this person', why: 'The address that you typed belongs to the badge.' },
      endorsements: { title: 'Those who vouch for it are proven', why: 'Each statement was checked in the same way.' },
      proof: { title: 'Nothing was changed', why: 'The digital signature matches every letter of this badge.' },
      issuer: {
        title: issuer ? `The signature is from ${issuer}` : 'The signature is from the issuer',
        why: domain
          ? `The key is published on ${domain}, the issuer’s own website.`
          : 'The issuer is this key alone. No website says whose it is, so anybody can use this name.',
      },
      status: { title: 'Not revoked, not suspended', why: 'Looked up in the issuer’s status list.' },
      validity: {
        title: 'The dates are right',
        why:
          from && until
            ? `Valid from ${from} to ${until}.`
            : from
              ? `Valid from ${from}, without an end date.`
              : 'Today is within the period of validity.',
      },
      shape: { title: 'It is a complete Open Badge', why: 'Other software can read and check it.' },
      credentials: { title: 'The badges inside are right', why: 'Each was checked in the same way.' },
      holder: { title: 'Shown by the holder', why: 'The wallet proved that the badge belongs to the holder.' },
    })[name],
  warning: () => 'Something to know',
  failed: (name, code, { since }) => {
    const words = {
      input: { title: 'The file cannot be read', why: 'It is damaged, or it is no badge.' },
      refresh: { title: 'The newer issue is not right', why: 'What the issuer gave as newer issue cannot be trusted.' },
      recipient: {
        title: 'It is not the badge of this person',
        why: 'The address that you typed does not belong to the badge.',
      },
      endorsements: {
        title: 'A statement about it is not right',
        why: 'Somebody is said to vouch for it, and that is not proven.',
      },
      proof: { title: 'The signature does not match', why: 'Something was changed, or the badge was forged.' },
      issuer: {
        title: 'It is not proven who signed',
        why:
          code === 'key-not-listed'
            ? 'The issuer on the badge does not list this key.'
            : 'We could not establish who the issuer is. Anybody may have signed this.',
      },
      status: { title: 'The status list is not right', why: 'The list that the badge names cannot be trusted.' },
      validity: { title: 'The dates are not right', why: 'Today is outside the period of validity.' },
      shape: { title: 'It is not a complete Open Badge', why: 'Something is missing or in the wrong place.' },
      credentials: { title: 'A badge inside is not right', why: 'Look at each of the badges inside.' },
      holder: { title: 'Not shown by the holder', why: 'The badge belongs to somebody else.' },
    }[name];
    switch (code) {
      case 'revoked':
        return { title: 'The issuer revoked it', why: 'The issuer’s status list says: revoked.' };
      case 'replaced':
        return {
          title: 'There is a newer issue of this badge',
          why: 'This copy was replaced. Open the badge to see the newest issue.',
        };
      case 'suspended':
        return { title: 'The issuer suspended it', why: 'The issuer’s status list says: suspended.' };
      case 'expired':
        return { title: 'The end date has passed', why: since ? `Valid until ${since}.` : 'The badge has expired.' };
      case 'not-yet-valid':
        return {
          title: 'The start date is still to come',
          why: since ? `Valid from ${since}.` : 'The badge does not count yet.',
        };
      default:
        return words;
    }
  },
  unknown: (name) =>
    ({
      input: { title: 'The file could not be checked', why: 'We could not read it.' },
      refresh: { title: 'Not known whether there is a newer issue', why: 'The issuer did not answer.' },
      recipient: { title: 'Whose badge it is could not be checked', why: 'Ask for an ID.' },
      endorsements: { title: 'Those who vouch for it could not be checked', why: 'Their websites did not answer.' },
      proof: { title: 'The signature could not be checked', why: 'We do not know this kind of signature.' },
      issuer: { title: 'The issuer could not be checked', why: 'The issuer’s website did not answer.' },
      status: {
        title: 'Not known whether it is revoked',
        why: 'We could not reach the status list. This says nothing about the badge.',
      },
      validity: { title: 'The dates could not be checked', why: 'We could not read the dates.' },
      shape: { title: 'The form could not be checked', why: 'We could not check the form.' },
      credentials: { title: 'The badges inside could not be checked', why: 'Not everything could be looked up.' },
      holder: { title: 'Who showed it could not be checked', why: 'Ask for an ID.' },
    })[name],
  notChecked: (name) =>
    ({
      input: { title: 'The file was not read', why: 'An earlier check failed.' },
      refresh: { title: 'Not asked whether there is a newer issue', why: 'An earlier check failed.' },
      recipient: { title: 'Whose badge it is was not checked', why: 'An earlier check failed.' },
      endorsements: { title: 'Those who vouch for it were not checked', why: 'An earlier check failed.' },
      proof: { title: 'The signature was not checked', why: 'An earlier check failed.' },
      issuer: { title: 'The issuer was not checked', why: 'An earlier check failed.' },
      status: { title: 'Not looked up whether it is revoked', why: 'An earlier check failed.' },
      validity: { title: 'The dates were not checked', why: 'An earlier check failed.' },
      shape: { title: 'The form was not checked', why: 'An earlier check failed.' },
      credentials: { title: 'The badges inside were not checked', why: 'An earlier check failed.' },
      holder: {
        title: 'Who showed it was not checked',
        why: 'Ask for an ID, or let the holder share it from the wallet.',
      },
    })[name],
};
