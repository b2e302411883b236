import { type Fault, pointerTo } from '../../platform/problem.ts';

const concept = 'Smart Makers Academy concept page';
const toolkit = 'Katapult toolkit';
const microCredentials =
  'quality frameworks for micro-credentials (hbo/wo: 3-30 EC; mbo pilot: 240 study hours or more)';
const oneDocument = 'curriculum document';

/** Every rule of a curriculum, in one place: whether it refuses or warns, and who says so. */
export const rules = {
  // The document hangs together.
  'duplicate-id': { severity: 'error', source: oneDocument },
  'duplicate-code': { severity: 'error', source: oneDocument },
  'duplicate-uri': { severity: 'error', source: `${toolkit} §5.2: each component is a data item of its own` },
  'unknown-reference': { severity: 'error', source: oneDocument },
  'uses-retired-ulo': { severity: 'error', source: `${toolkit} §5.3` },
  'still-needed': { severity: 'error', source: oneDocument },

  // Stations and lines.
  'hours-out-of-bounds': { severity: 'error', source: `${toolkit} step 3; ${concept}; limits of the academy` },
  'unusual-hours': { severity: 'warning', source: `${toolkit} step 3: 2 to 8 hours` },
  'study-load-differs': { severity: 'error', source: oneDocument },
  'participants-reversed': { severity: 'error', source: oneDocument },
  'station-depends-on-station': { severity: 'error', source: `${concept}: no module is a condition for another` },
  'phase-not-on-line': { severity: 'error', source: `${concept}: phases of a line` },
  'line-without-station': { severity: 'error', source: `${concept}: a line is a collection of stations` },
  'too-many-stations': {
    severity: 'error',
    source: `${concept}: at most 10 stations on a line; limits of the academy`,
  },
  'unusual-number-of-stations': { severity: 'warning', source: `${toolkit} step 3: 4 to 8 stations` },
  'stops-out-of-order': { severity: 'error', source: `${concept}: a logical order of stations` },
  'station-twice-on-line': { severity: 'error', source: `${concept}: a logical order of stations` },
  'total-hours-differ': { severity: 'error', source: oneDocument },
  'not-a-connection-station': {
    severity: 'error',
    source: `${toolkit} step 3: connection stations are on several lines`,
  },
  'unlisted-connection-station': { severity: 'warning', source: `${toolkit} step 3: connection stations` },

  // ULOs.
  'statement-does-not-start-with-verb': {
    severity: 'error',
    source: `${toolkit} §5.2: the responsibility starts with one verb`,
  },
  'several-statements': { severity: 'warning', source: `${toolkit} §5.2: exactly one responsibility` },
  'ulo-without-skill': { severity: 'error', source: `${toolkit} §5.2: one or more skills` },
  'ulo-without-knowledge': { severity: 'error', source: `${toolkit} §5.2: knowledge` },
  'wrong-kind-of-component': { severity: 'error', source: `${toolkit} §5.2: skills and knowledge are two domains` },
  'role-level-without-regulation': {
    severity: 'error',
    source: `${toolkit} §5.3, table 3: within a specific regulation`,
  },
  'role-level-not-in-regulation': { severity: 'error', source: `${toolkit} §5.3, table 3` },
  'ulo-not-validated': { severity: 'error', source: `${toolkit} §5.3: validation by experts` },
  'validated-after-publishing': { severity: 'error', source: `${toolkit} §5.3: validation by experts comes first` },
  'expert-objects': { severity: 'warning', source: `${toolkit} §5.3: validation by experts` },
  'no-publication-date': { severity: 'error', source: oneDocument },
  'ulo-without-rubric': { severity: 'error', source: `${toolkit} §5.3: validation by rubrics` },
  'verb-not-observable': { severity: 'warning', source: `${toolkit} step 2: Bloom` },
  'verb-not-on-list': { severity: 'warning', source: `${toolkit} step 2: Bloom` },
  'ulo-mentions-station': { severity: 'warning', source: `${toolkit} §5.2: the result, not the way there` },
  'published-ulo-changed': { severity: 'error', source: `${toolkit} §5.3: published criteria` },
  'ulo-version-goes-back': { severity: 'error', source: `${toolkit} §5.3: published criteria` },

  // Rubrics.
  'several-rubrics': { severity: 'error', source: `${toolkit} §5.3: one rubric a ULO` },
  'rubric-of-other-ulo': { severity: 'error', source: `${toolkit} §5.3: one rubric a ULO` },
  'rubric-without-criterion': { severity: 'error', source: `${toolkit} §5.3: a set of criteria and levels` },
  'scale-not-ascending': { severity: 'error', source: `${toolkit} §5.3: from beginner to expert` },
  'levels-do-not-match-scale': { severity: 'error', source: `${toolkit} §5.3: every criterion has a scale` },
  'required-level-not-on-scale': { severity: 'error', source: `${toolkit} §5.3` },
  'component-not-of-ulo': { severity: 'error', source: `${toolkit} §5.3: skills and knowledge of this ULO` },

  // Badges and yardsticks.
  'badge-lacks-reference': { severity: 'error', source: oneDocument },
  'badge-has-foreign-reference': { severity: 'error', source: oneDocument },
  'badge-earned-otherwise': { severity: 'error', source: oneDocument },
  'badge-differs-from-target': { severity: 'error', source: oneDocument },
  'badge-of-other-yardstick': { severity: 'error', source: `${toolkit} §5.3: yardsticks` },
  'yardstick-of-other-line': { severity: 'error', source: `${toolkit} §5.3: yardsticks` },
  'yardstick-asks-nothing': { severity: 'error', source: `${toolkit} §5.3: published criteria of a yardstick` },
  'more-skips-than-stations': { severity: 'error', source: `${concept}: a station may be skipped` },
  'micro-credential-too-small': { severity: 'error', source: microCredentials },
  'micro-credential-incomplete': { severity: 'error', source: `${microCredentials}; SURF edubadges` },

  // Shared catalogues.
  'unknown-skill-uri': { severity: 'warning', source: 'imported catalogue' },
  'retired-skill-uri': { severity: 'warning', source: 'imported catalogue' },
} as const satisfies Record<string, { severity: 'error' | 'warning'; source: string }>;

export type RuleCode = keyof typeof rules;
export type Path = readonly (string | number)[];

/** One thing that a rule found in a curriculum. */
export interface Finding {
  readonly code: RuleCode;
  readonly severity: 'error' | 'warning';
  readonly path: Path;
  readonly detail: string;
}

/**
 * @param path where in the document
 * @param detail what is wrong and what was expected
 * @param severity another one than the rule's own: what is still a draft may be incomplete
 */
export function finding(
  code: RuleCode,
  path: Path,
  detail: string,
  severity: 'error' | 'warning' = rules[code].severity,
): Finding {
  return { code, severity, path, detail };
}

/** For the wire: the rule's source is named, so that a provider can look it up. */
export function toFault({ code, path, detail }: Finding): Fault & { pointer: string; code: RuleCode } {
  return { pointer: pointerTo(path), detail: `${detail} (${rules[code].source})`, code };
}
