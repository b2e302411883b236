import type { HowWords } from './how.ts';

/** About checking, in plain English. */
export const howEn: HowWords = {
  heading: 'How we check a badge',
  lead: 'A badge is a file with a digital signature. Anybody can check it. This is what we do, step by step.',
  stepsHeading: 'What we check',
  stepsLead: 'We take the steps in this order. When one fails, we skip what then makes no sense any more.',
  steps: {
    input: { name: 'Reading', meaning: 'We take the badge out of what you gave: text, a file, a picture or a link.' },
    shape: { name: 'Form', meaning: 'We look whether everything is there that belongs in an Open Badge.' },
    proof: {
      name: 'Signature',
      meaning:
        'We look whether the signature fits every letter of the badge. If anything was changed, it does not fit.',
    },
    issuer: {
      name: 'Issuer',
      meaning: 'We ask the issuer itself whether the key of the signature is its own. The badge alone proves nothing.',
    },
    refresh: { name: 'Newer issue', meaning: 'If the badge says where a newer issue is, we ask for that one.' },
    validity: { name: 'Date', meaning: 'We look whether the badge holds already and has not expired.' },
    status: {
      name: 'Status',
      meaning: 'We look up in the status list of the issuer whether the badge was revoked or suspended.',
    },
    recipient: {
      name: 'Holder',
      meaning: 'If you type an e-mail address, we look whether the badge belongs to it. Otherwise we skip this step.',
    },
    endorsements: {
      name: 'Who stands behind it',
      meaning: 'If others say in the badge that they stand behind it, we check their signature too.',
    },
    credentials: { name: 'Badges inside', meaning: 'If one file holds several badges, we check each of them.' },
    holder: {
      name: 'Who shows it',
      meaning: 'Only a wallet can prove that the holder shows the badge. On this page we do not check that.',
    },
  },
  outcomesHeading: 'How a step can end',
  outcomes: {
    passed: { word: 'Right', meaning: 'We checked this and it is right.' },
    failed: { word: 'Wrong', meaning: 'We checked this and it is not right.' },
    warning: { word: 'Note', meaning: 'It is right, but there is something you should know.' },
    'not-checked': {
      word: 'Not checked',
      meaning: 'We could not check this, or it made no sense any more. It is never the same as “right”.',
    },
  },
  signsHeading: 'What each result means',
  signsLead: 'Each result has a shape, a colour and a word of its own.',
  notChecked: {
    heading: 'What we do not check',
    lead: '“Genuine and valid” is about the badge. It is no judgement of the issuer or of the person.',
    list: [
      'Whether the issuer does good work. We prove who says it, not that they are right.',
      'Whether the person who shows the badge is the holder. Ask for proof of identity.',
      'Whether the assessment was fair, and whether the holder can still do it.',
      'Whether the websites that the badge points at still say what they said on the day of issue.',
    ],
  },
  withoutUs: {
    heading: 'Checking without us',
    lead: 'You need not believe us. A badge is an open standard.',
    list: [
      'Let your own browser do it: the page of a badge has “Check in your browser”. Our server then judges nothing.',
      'Download the badge (JSON) and give it to another verifier of Open Badges 3.0.',
      'Use the command “stempel verify” or the library of Stempel on your own computer. The source is open.',
      'If this service disappears, a badge can still be checked as long as the issuer keeps its keys and status list in place.',
    ],
  },
  kept: {
    heading: 'What we keep',
    text: [
      'Nothing of what you give us, and not the result either. We read the badge, judge it and forget it.',
      'A link to a result checks the badge again. So the result can be different tomorrow, and that is as it should be.',
      'When we check, the issuer sees at most that our server asks for its key or status list. When your own browser checks, the issuer sees that you do. A status list is about thousands of badges at once.',
    ],
  },
};
