import { type IdentityObject, isIdentityOf, isObject, type JsonObject } from '../../../openbadges/index.ts';
import { type Check, check } from '../verdict.ts';

/** Who a badge should be of. */
export type RecipientQuestion = { readonly email: string } | { readonly id: string };

/**
 * Whether a badge was given to the person asked about (Open Badges 3.0 §9.1 step 5): the id of its subject, or any of its identifiers. An
 * address is hashed as each identifier says and never sent anywhere.
 */
export async function judgeRecipient(
  { credentialSubject: subject }: JsonObject,
  asked: RecipientQuestion,
): Promise<Check> {
  if (!isObject(subject)) return check('recipient', 'not-checked', 'recipient-not-comparable');
  if ('id' in asked) return judgeId(subject.id, asked.id);
  const mailto = `mailto:${asked.email.trim().toLowerCase()}`;
  if (typeof subject.id === 'string' && subject.id.toLowerCase() === mailto) return matches();
  const addresses = [subject.identifier ?? []].flat().filter(isAddress);
  for (const identity of addresses) if (await isIdentityOf(identity, asked.email)) return matches();
  // Without an address in it, or hashed in a way that is unknown here, the badge says nothing about this one.
  const comparable = addresses.some(({ hashed, identityHash }) => !hashed || /^sha256\$/i.test(identityHash));
  return comparable
    ? check('recipient', 'failed', 'other-recipient')
    : check('recipient', 'not-checked', 'recipient-not-comparable');
}

function matches(): Check {
  return check('recipient', 'passed', 'recipient-matches');
}

function judgeId(id: unknown, asked: string): Check {
  if (id === asked) return matches();
  return id === undefined
    ? check('recipient', 'not-checked', 'recipient-not-comparable')
    : check('recipient', 'failed', 'other-recipient');
}

/** `email` is no value of the vocabulary, but the implementation guide itself writes it. */
function isAddress(identity: unknown): identity is IdentityObject {
  return (
    isObject(identity) &&
    (identity.identityType === 'emailAddress' || identity.identityType === 'email') &&
    typeof identity.hashed === 'boolean' &&
    typeof identity.identityHash === 'string' &&
    (identity.salt === undefined || typeof identity.salt === 'string')
  );
}
