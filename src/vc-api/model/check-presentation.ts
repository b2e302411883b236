import { isObject } from '../../openbadges/index.ts';
import { checkContexts } from './contexts.ts';
import { type Flaw, flaw } from './flaw.ts';
import { checkId, checkParty } from './identifiers.ts';
import { checkTypes } from './types.ts';

/** Each of them may cost a look-up and a signature (threats.md §2.11). */
const mostCredentials = 30;

/** What can be seen of a presentation without its signature (VC Data Model 2.0 §4.13, 1.1 §4.10); what is in it is checked by itself. */
export function checkPresentation(presentation: unknown): Flaw[] {
  if (!isObject(presentation)) return [flaw([], 'a presentation, as one object, was expected', 'PARSING_ERROR')];
  const contexts = checkContexts(presentation);
  if (contexts.length > 0) return contexts;
  const credentials = credentialsIn(presentation.verifiableCredential);
  const wrong = credentials.findIndex((each) => !isObject(each));
  return [
    // One type may be written without a list here: programs that sign JWTs do.
    ...checkTypes({ type: [presentation.type].flat() }, 'VerifiablePresentation'),
    ...checkId(presentation, []),
    ...('holder' in presentation ? checkParty(presentation.holder, ['holder']) : []),
    ...(wrong < 0 ? [] : [flaw(['verifiableCredential', wrong], 'a credential, as an object, was expected')]),
    ...(credentials.length > mostCredentials
      ? [flaw(['verifiableCredential'], `at most ${mostCredentials} credentials are checked`, 'RANGE_ERROR')]
      : []),
  ];
}

/** One or many. */
export function credentialsIn(member: unknown): readonly unknown[] {
  return member === undefined ? [] : [member].flat();
}
