import { parseDateTimeStamp } from '../../../openbadges/index.ts';

/** A moment as Open Badges 2.0 has them (§DateTime: ISO 8601). Many have no zone, and some only a day; those are read as UTC. */
export function momentOf(text: unknown): number | undefined {
  if (typeof text !== 'string') return undefined;
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00` : text;
  return parseDateTimeStamp(/T[\d:.]+$/.test(day) ? `${day}Z` : day.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
}
