/** What happened to a badge, in the words of a mail. */
type Happening = 'issued' | 'reissued' | 'reinstated' | 'suspended' | 'revoked';

/** The kinds of messages that a learner is told by mail. */
const happenings: ReadonlyMap<string, Happening> = new Map([
  ['award.issued', 'issued'],
  ['award.reissued', 'reissued'],
  ['award.reinstated', 'reinstated'],
  ['award.suspended', 'suspended'],
  ['award.revoked', 'revoked'],
]);

/** @returns nothing for what learners are not told */
export function happeningOf(kind: string): Happening | undefined {
  return happenings.get(kind);
}
