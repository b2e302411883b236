import { z } from 'zod';
import { stationTypeCodes } from '../words.ts';
import { date, hours, id, list, name, paragraph, participation, studyLoad, title, uri, word } from './parts.ts';

/** Station (nanomodule). */
export const station = z.strictObject({
  id,
  code: word,
  uri,
  type: z.enum(stationTypeCodes, `one of the eight station types was expected: ${stationTypeCodes.join(', ')}`),
  title,
  description: paragraph.optional(),
  hours,
  studyLoad: studyLoad.optional(),
  phase: word.optional(),
  participation: participation.optional(),
  uloIds: z.array(id).max(50),
  ownerId: id.optional(),
  partnerIds: list(id, 50),
  minParticipants: z.int().min(0).max(100_000).optional(),
  maxParticipants: z.int().min(1).max(100_000).optional(),
  priorSkills: list(id, 50),
  evidenceRequired: z.boolean().optional(),
  priceEur: z.number().min(0).max(1_000_000).optional(),
  requiresStations: list(id, 50),
  runs: list(z.strictObject({ date, place: name.optional() }), 1_000),
});

/** Metro line (metrolijn): a goal for a target group, stations in an order. */
export const line = z.strictObject({
  id,
  code: word,
  name: title,
  colour: z
    .string()
    .regex(/^#[0-9A-Fa-f]{6}$/, 'a colour such as #1B6CA8')
    .optional(),
  targetGroupId: id.optional(),
  goal: paragraph,
  phases: list(word, 20),
  stops: z.array(z.strictObject({ position: z.int().min(1).max(1_000), stationId: id })).max(100),
  totalHours: hours.optional(),
  skippingAffectsBadge: z.boolean().optional(),
});

/** Metro map (metrokaart). */
export const metroMap = z.strictObject({
  id,
  name: title,
  lineIds: list(id, 300),
  connectionStationIds: list(id, 2_000),
});
