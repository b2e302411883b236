/** What each finding of an audit from outside means. */
export const logFindings = {
  'wrong-key': 'The log is signed with another key than the one you know.',
  'bad-checkpoint': 'The checkpoint is not signed as it must be.',
  shortened: 'The log is shorter than it was when you looked before.',
  split:
    'The log shows you another history than before, with the same length: it says different things to different people.',
  rewritten: 'The log no longer begins with what you saw before.',
  'wrong-tile': 'A tile does not hold the hashes of the entries below it.',
  'wrong-entries': 'A bundle of entries does not hold what the checkpoint needs.',
  'wrong-root': 'The entries do not lead to the root that was signed.',
  'malformed-leaf': 'An entry is not what an entry must be.',
  'time-decreases': 'An entry has an earlier time than the one before it.',
  backdated: 'An entry says that it was there when you looked before, but it was not.',
  'from-the-future': 'An entry has a time that is still to come.',
} as const;

export type LogFindingKind = keyof typeof logFindings;

/** One thing that is wrong with a log. */
export interface LogFinding {
  readonly kind: LogFindingKind;
  /** Which entry, or which file of the log. */
  readonly where?: string;
}
