import { z } from 'zod';
import { plainText } from '../../platform/text.ts';

/** Id of an item: in the sample academy `<kind>:<code>`, elsewhere any word without spaces; never used as a path or a query. */
export const id = z
  .string()
  .max(200)
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}._:~-]*$/u, 'letters, digits and . _ : ~ - were expected');

/** A localised text: Dutch, English or both. Normalised to NFC in what we make of it, never in what is read back. */
export const text = (longest: number) =>
  z
    .strictObject({ nl: plainText(longest).optional(), en: plainText(longest).optional() })
    .refine(({ nl, en }) => nl !== undefined || en !== undefined, 'a text in nl or en is needed');

export const title = text(300);
export const paragraph = text(4_000);
export const name = plainText(300);
export const word = plainText(100);

/** Absolute. http(s) and urn only: these end up as links on public pages. */
export const uri = z.url({ protocol: /^(https?|urn)$/ }).max(2_000);
export const webAddress = z.url({ protocol: /^https?$/ }).max(2_000);
export const did = z
  .string()
  .max(2_000)
  .regex(/^did:[a-z0-9]+:\S+$/, 'a DID was expected');
export const date = z.iso.date();

/** How long something holds: an ISO 8601 duration in years, months, weeks or days, such as P3Y. */
export const period = z
  .string()
  .regex(/^P(?!$)(\d{1,4}Y)?(\d{1,4}M)?(\d{1,4}W)?(\d{1,5}D)?$/, 'an ISO 8601 duration such as P3Y was expected');

/** How much work something is: an ISO 8601 duration in hours and minutes, such as PT4H. */
export const studyLoad = z
  .string()
  .regex(/^PT(?!$)(\d{1,5}H)?(\d{1,3}M)?$/, 'an ISO 8601 duration such as PT4H was expected');
export const hours = z.number().positive().max(10_000);

/** Lists that a curriculum may leave out. */
export const list = <Item extends z.ZodType>(item: Item, most: number) => z.array(item).max(most).default([]);

/** Marks sample data; says nothing to us. */
export const fictitious = z.boolean().optional();

/** 1 basic knowledge … 5 expert (Katapult toolkit §5.1). */
export const skillLevel = z.int().min(1).max(5);

/** European and Dutch qualification levels; the NLQF has a level 4+ between 4 and 5. */
export const eqfLevel = z.int().min(1).max(8);
export const nlqfLevel = z.union([eqfLevel, z.literal('4+')]);

/** VOP, VP, WV: instructed, skilled, responsible person within one regulation (Katapult toolkit §5.3, table 3). */
export const roleLevel = z.enum(['VOP', 'VP', 'WV']);

/** Open Badges 3.0 B.2 Alignment, with the version of the catalogue that was looked at. */
export const alignment = z.strictObject({
  targetFramework: word,
  frameworkVersion: plainText(50).optional(),
  targetType: z
    .string()
    .max(100)
    .regex(/^(ceasn:Competency|ceterms:Credential|CFItem|CFRubric(Criterion(Level)?)?|CTDL|ext:[A-Za-z0-9._:-]+)$/),
  targetUrl: uri,
  targetName: name,
  targetDescription: plainText(4_000).optional(),
  code: plainText(100).optional(),
  match: z.enum(['exact', 'close', 'broad', 'narrow', 'related']).optional(),
});

/** Shared by badges and academies; a string is a name. */
export const qualityAssurance = z.strictObject({
  name,
  url: webAddress.optional(),
  description: paragraph.optional(),
});

export const participation = z
  .string()
  .regex(/^(online|onsite|blended|work_experience)(,(online|onsite|blended|work_experience))*$/)
  .max(100);
