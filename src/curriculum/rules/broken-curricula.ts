/** The table of check.test.ts: the sample academy with something changed, and what is said of it. Nothing else reads it. */

/** Places in the sample academy and what stands there instead; undefined takes it out. */
export type Edits = Readonly<Record<string, unknown>>;

/** Another number of hours for the last station, which several places repeat. */
const hours = (value: number): Edits => ({
  '/stations/8/hours': value,
  '/stations/8/studyLoad': undefined,
  '/lines/1/totalHours': undefined,
  '/badges/8/studyLoadHours': undefined,
  '/badges/19/studyLoadHours': undefined,
});

const responsibility = (verb: string, statement: string, observable = 'Verslag') => ({
  '/ulos/0/responsibility': { statement: { nl: statement }, verb: { nl: verb }, observable: { nl: observable } },
});

/** The scheme badge calls itself a micro-credential, rightly. */
const microCredential: Edits = {
  '/badges/20/achievementType': 'MicroCredential',
  '/badges/20/ects': 3,
  '/badges/20/participation': 'blended',
  '/badges/20/assessmentType': 'portfolio_assessment',
};

const noLevels: Edits = Object.fromEntries(
  [0, 1, 2, 3, 4, 5, 6, 7, 8].flatMap((at) => [
    [`/ulos/${at}/eqfLevel`, null],
    [`/badges/${at + 9}/eqfLevel`, null],
  ]),
);

const partialBadge = {
  id: 'badge:part',
  kind: 'partial-ulo',
  achievementType: 'Competency',
  name: { nl: 'Deel' },
  earnedBy: 'assessment',
  uloId: 'ulo:EN-01',
  componentIds: ['skill:storing'],
};

/** What breaks exactly one rule of the sample academy: the code and the place that are to be told. */
export const broken: [string, Edits][] = [
  // Identities
  ['duplicate-id #/experts/3/id', { '/experts/3': { id: 'exp1', name: 'twice' } }],
  ['duplicate-id #/providers/3/id', { '/providers/3': { id: 'academy', name: 'twice' } }],
  ['duplicate-id #/rubrics/0/criteria/1/id', { '/rubrics/0/criteria/1/id': 'criterion:EN-01-A' }],
  ['duplicate-code #/stations/1/code', { '/stations/1/code': 'ST-01' }],
  ['duplicate-code #/ulos/1/code', { '/ulos/1/code': 'EN-01' }],
  ['duplicate-uri #/skills/1/uri', { '/skills/1/uri': 'https://kompas.example/skills/adviseren-behoefte' }],
  [
    'duplicate-uri #/rubrics/0/criteria/0/levels/1/uri',
    { '/rubrics/0/criteria/0/levels/1/uri': 'https://kompas.example/rubrics/EN-01/1#A1' },
  ],

  // References
  ['unknown-reference #/stations/4/uloIds/0', { '/stations/4/uloIds/0': 'ulo:none' }],
  ['unknown-reference #/stations/4/ownerId', { '/stations/4/ownerId': 'prov:none' }],
  ['unknown-reference #/stations/4/partnerIds/0', { '/stations/4/partnerIds/0': 'exp1' }],
  ['unknown-reference #/stations/0/priorSkills/0', { '/stations/0/priorSkills/0': 'skill:none' }],
  ['unknown-reference #/ulos/0/skills/2', { '/ulos/0/skills/2': 'skill:none' }],
  ['unknown-reference #/ulos/0/validations/1/expertId', { '/ulos/0/validations/1/expertId': 'exp9' }],
  ['unknown-reference #/ulos/0/regulationId', { '/ulos/0/regulationId': 'regulation:none' }],
  ['unknown-reference #/lines/0/targetGroupId', { '/lines/0/targetGroupId': 'tg:none' }],
  ['unknown-reference #/yardsticks/2/requires/ulos/0/uloId', { '/yardsticks/2/requires/ulos/0/uloId': 'ulo:none' }],
  [
    'unknown-reference #/yardsticks/2/requires/regulationId',
    { '/yardsticks/2/requires/regulationId': 'regulation:none' },
  ],
  ['unknown-reference #/endorsements/0/endorserId', { '/endorsements/0/endorserId': 'endorser:none' }],
  ['unknown-reference #/endorsements/0/badgeId', { '/endorsements/0/badgeId': 'badge:none' }],
  ['unknown-reference #/metroMap/lineIds/0', { '/metroMap/lineIds/0': 'line:none' }],

  // Stations and lines
  ['hours-out-of-bounds #/stations/8/hours', hours(9)],
  ['hours-out-of-bounds #/stations/8/hours', hours(0.25)],
  ['unusual-hours #/stations/8/hours', hours(1)],
  ['study-load-differs #/stations/0/studyLoad', { '/stations/0/studyLoad': 'PT2H30M' }],
  ['participants-reversed #/stations/0/maxParticipants', { '/stations/0/maxParticipants': 1 }],
  ['station-depends-on-station #/stations/1/requiresStations/0', { '/stations/1/requiresStations/0': 'station:ST-01' }],
  ['phase-not-on-line #/lines/0/stops/4/stationId', { '/stations/4/phase': 'translation' }],
  [
    'unusual-number-of-stations #/lines/0/stops',
    {
      '/academy/limits/stationsPerLine/warnBelow': 6,
      '/lines/1/stops/5': { position: 6, stationId: 'station:ST-02' },
      '/lines/1/totalHours': 21,
      '/badges/19/studyLoadHours': 21,
      '/metroMap/connectionStationIds/1': 'station:ST-02',
    },
  ],
  ['stops-out-of-order #/lines/0/stops/1/position', { '/lines/0/stops/1/position': 3 }],
  ['total-hours-differ #/lines/0/totalHours', { '/lines/0/totalHours': 24 }],
  [
    'not-a-connection-station #/metroMap/connectionStationIds/1',
    { '/metroMap/connectionStationIds/1': 'station:ST-02' },
  ],
  ['unlisted-connection-station #/metroMap/connectionStationIds', { '/metroMap/connectionStationIds': [] }],

  // ULOs
  [
    'statement-does-not-start-with-verb #/ulos/0/responsibility/statement/nl',
    responsibility('Meet', 'De monteur meet de druk.'),
  ],
  [
    'statement-does-not-start-with-verb #/ulos/0/responsibility/statement/nl',
    responsibility('Meet', 'Meetbaar is de druk.'),
  ],
  [
    'statement-does-not-start-with-verb #/ulos/0/responsibility/statement/en',
    { '/ulos/0/responsibility/verb/en': undefined },
  ],
  [
    'several-statements #/ulos/0/responsibility/statement/nl',
    responsibility('Meet', 'Meet de druk. Verkoopt een ketel.'),
  ],
  ['verb-not-observable #/ulos/0/responsibility/verb', responsibility('Kent', 'Kent de regels.')],
  ['verb-not-on-list #/ulos/0/responsibility/verb', responsibility('Bakt', 'Bakt brood.')],
  ['ulo-mentions-station #/ulos/0/responsibility', responsibility('Meet', 'Meet de druk.', 'Verslag van ST-01.')],
  [
    'ulo-without-skill #/ulos/0/skills',
    {
      '/ulos/0/skills': [],
      '/rubrics/0/criteria/0/componentId': 'skill:k-duurzaam',
      '/rubrics/0/criteria/1': undefined,
    },
  ],
  ['ulo-without-knowledge #/ulos/0/knowledge', { '/ulos/0/knowledge': [] }],
  ['wrong-kind-of-component #/ulos/0/knowledge/0', { '/ulos/0/knowledge/0': 'skill:storing' }],
  ['role-level-without-regulation #/ulos/0/roleLevel', { '/ulos/0/roleLevel': 'VP' }],
  ['role-level-not-in-regulation #/ulos/3/roleLevel', { '/ulos/3/roleLevel': 'VOP' }],
  ['ulo-not-validated #/ulos/0/validations', { '/ulos/0/validations': [] }],
  ['validated-after-publishing #/ulos/0/validations', { '/ulos/0/publishedOn': '2026-01-19' }],
  ['expert-objects #/ulos/0/validations/1', { '/ulos/0/validations/1/verdict': 'rejected' }],
  ['no-publication-date #/ulos/0/publishedOn', { '/ulos/0/publishedOn': null }],
  ['ulo-without-rubric #/ulos/0/rubricId', { '/ulos/0/rubricId': null }],

  // Rubrics
  ['rubric-without-criterion #/rubrics/0/criteria', { '/rubrics/0/criteria': [] }],
  ['levels-do-not-match-scale #/rubrics/0/criteria/0/levels', { '/rubrics/0/criteria/0/levels/4': undefined }],
  ['levels-do-not-match-scale #/rubrics/0/criteria/0/levels', { '/rubrics/0/criteria/0/levels/0/level': 2 }],
  [
    'required-level-not-on-scale #/rubrics/0/criteria/0/requiredLevel',
    {
      '/rubrics/0/scale': [2, 3, 4, 5],
      '/rubrics/0/criteria/0/levels/0': undefined,
      '/rubrics/0/criteria/1/levels/0': undefined,
      '/rubrics/0/criteria/0/requiredLevel': 1,
    },
  ],
  ['component-not-of-ulo #/rubrics/0/criteria/0/componentId', { '/rubrics/0/criteria/0/componentId': 'skill:storing' }],

  // Badges and yardsticks
  ['badge-has-foreign-reference #/badges/0/uloId', { '/badges/0/uloId': 'ulo:EN-01' }],
  [
    'badge-lacks-reference #/badges/20/yardstickId',
    { '/badges/20/yardstickId': undefined, '/yardsticks/2': undefined },
  ],
  ['badge-earned-otherwise #/badges/0/earnedBy', { '/badges/0/earnedBy': 'yardstick' }],
  ['badge-differs-from-target #/badges/0/studyLoadHours', { '/badges/0/studyLoadHours': 3 }],
  ['badge-differs-from-target #/badges/18/studyLoadHours', { '/badges/18/studyLoadHours': 240 }],
  ['badge-differs-from-target #/badges/9/eqfLevel', { '/badges/9/eqfLevel': 6 }],
  ['badge-differs-from-target #/badges/9/eqfLevel', { '/ulos/0/eqfLevel': null }],
  ['badge-differs-from-target #/badges/9/skillLevel', { '/badges/9/skillLevel': 5 }],
  ['component-not-of-ulo #/badges/21/componentIds/0', { '/badges/21': partialBadge }],
  ['role-level-without-regulation #/badges/20/roleLevel', { '/badges/20/regulationId': null }],
  ['yardstick-of-other-line #/badges/18/yardstickId', { '/yardsticks/0/requires/allStationsOf': 'line:H2' }],
  ['yardstick-asks-nothing #/yardsticks/2/requires', { '/yardsticks/2/requires': { extra: [{ nl: 'ervaring' }] } }],
  ['more-skips-than-stations #/yardsticks/0/requires/mayBeSkipped', { '/yardsticks/0/requires/mayBeSkipped': 5 }],
  ['role-level-without-regulation #/yardsticks/2/requires/roleLevel', { '/yardsticks/2/requires/regulationId': null }],
  [
    'micro-credential-too-small #/badges/20/achievementType',
    { ...microCredential, '/badges/20/ects': 2.9, '/badges/20/studyLoadHours': 239 },
  ],
  [
    'micro-credential-incomplete #/badges/20/assessmentType',
    { ...microCredential, '/badges/20/assessmentType': undefined },
  ],
  [
    'micro-credential-incomplete #/badges/20/participation',
    { ...microCredential, '/badges/20/participation': undefined },
  ],
  [
    'micro-credential-incomplete #/badges/20/qualityAssurance',
    { ...microCredential, '/badges/20/qualityAssurance': 'some mark' },
  ],
  ['micro-credential-incomplete #/badges/20/eqfLevel', { ...microCredential, ...noLevels }],
];

/** Breaking these breaks something else as well; all of it is told. */
export const brokenTwice: [string[], Edits][] = [
  [
    ['too-many-stations #/lines/0/stops', 'too-many-stations #/lines/1/stops'],
    { '/academy/limits/stationsPerLine/max': 4 },
  ],
  [
    [
      'line-without-station #/lines/0/stops',
      'total-hours-differ #/lines/0/totalHours',
      'not-a-connection-station #/metroMap/connectionStationIds/0',
      'badge-differs-from-target #/badges/18/studyLoadHours',
    ],
    { '/lines/0/stops': [], '/yardsticks/0/requires/mayBeSkipped': undefined },
  ],
  [
    ['unknown-reference #/badges/18/lineId', 'yardstick-of-other-line #/badges/18/yardstickId'],
    { '/badges/18/lineId': 'line:none' },
  ],
  [
    [
      'station-twice-on-line #/lines/0/stops/4/stationId',
      'total-hours-differ #/lines/0/totalHours',
      'badge-differs-from-target #/badges/18/studyLoadHours',
    ],
    { '/lines/0/stops/4/stationId': 'station:ST-02' },
  ],
  [
    [
      'scale-not-ascending #/rubrics/0/scale',
      'levels-do-not-match-scale #/rubrics/0/criteria/0/levels',
      'levels-do-not-match-scale #/rubrics/0/criteria/1/levels',
    ],
    { '/rubrics/0/scale': [1, 3, 2, 4, 5] },
  ],
  [
    ['rubric-of-other-ulo #/ulos/0/rubricId', 'rubric-of-other-ulo #/rubrics/0/uloId'],
    { '/ulos/0/rubricId': 'rubric:WP-01' },
  ],
  [
    ['rubric-of-other-ulo #/ulos/1/rubricId', 'several-rubrics #/rubrics/1/uloId'],
    {
      '/rubrics/1/uloId': 'ulo:EN-01',
      '/rubrics/1/criteria/1': undefined,
      '/rubrics/1/criteria/0/componentId': 'skill:k-duurzaam',
    },
  ],
  [
    [
      'badge-of-other-yardstick #/badges/18/yardstickId',
      'yardstick-of-other-line #/badges/18/yardstickId',
      'badge-of-other-yardstick #/yardsticks/0/badgeId',
    ],
    { '/badges/18/yardstickId': 'yardstick:line-H2' },
  ],
  [
    [
      'uses-retired-ulo #/stations/4/uloIds/0',
      'uses-retired-ulo #/badges/13/uloId',
      'uses-retired-ulo #/yardsticks/0/requires/ulos/4/uloId',
      'uses-retired-ulo #/yardsticks/2/requires/ulos/2/uloId',
    ],
    { '/ulos/4/status': 'retired' },
  ],
];

const retired = {
  id: 'ulo:OLD',
  uri: 'https://kompas.example/ulo/OLD',
  code: 'OLD',
  version: 3,
  status: 'retired',
  title: { nl: 'Ketel afstellen' },
  responsibility: { statement: { nl: 'Meet de druk.' }, verb: { nl: 'Meet' }, observable: { nl: 'Meetrapport' } },
  skills: ['skill:meten'],
  knowledge: ['skill:k-verwarming'],
  targetSkillLevel: 2,
};
const objection = { expertId: 'exp1', method: 'interview', date: '2026-01-02', verdict: 'changes-requested' };
/** Unusual, and right. */
export const fine: [string, Edits][] = [
  [
    'a verb that is not on the list, with a reason',
    { ...responsibility('Bakt', 'Bakt brood.'), '/ulos/0/verbReason': { nl: 'vakterm' } },
  ],
  [
    'the limits of an academy in place of ours',
    { ...hours(40), '/academy/limits/hoursPerStation': { max: 40, warnAbove: 40 } },
  ],
  ['a phase on a line that names none', { '/lines/0/phases': [], '/stations/4/phase': 'anything' }],
  ['an expert who objected and came round', { '/ulos/0/validations/2': objection }],
  ['a micro-credential of 3 EC with its particulars', microCredential],
  [
    'a micro-credential of 240 hours',
    { ...microCredential, '/badges/20/ects': undefined, '/badges/20/studyLoadHours': 240 },
  ],
  ['NLQF level 4+', { '/ulos/1/nlqfLevel': '4+' }],
  ['a retired ULO that nothing uses', { '/ulos/9': retired }],
  ['part of a ULO', { '/badges/21': { ...partialBadge, componentIds: ['skill:adviseren-behoefte'] } }],
];
