import type { Text } from '../platform/text.ts';

/** The eight kinds of stations (typen stations), and no other: concept page Smart Makers Academy, "Typen stations". */
export const stationTypeCodes = ['W', 'E', 'O', 'X', 'M', 'P', 'B', 'D'] as const;
export type StationTypeCode = (typeof stationTypeCodes)[number];

/** What each kind is called where a curriculum does not say. */
export const stationTypeNames: Readonly<Record<StationTypeCode, Text>> = {
  W: { nl: 'Workshop', en: 'Workshop' },
  E: { nl: 'E-learning', en: 'E-learning' },
  O: { nl: 'Online webinar', en: 'Online webinar' },
  X: { nl: 'Experience of event', en: 'Experience or event' },
  M: { nl: 'Masterclass', en: 'Masterclass' },
  P: { nl: 'Praktijksessie', en: 'Practical session' },
  B: { nl: 'Bijeenkomst', en: 'Meeting' },
  D: { nl: 'Innovation/captains dinner', en: 'Innovation/captains dinner' },
};
