import { parseDateTimeStamp } from '../moment.ts';
import { type Finding, finding, type JsonObject } from './finding.ts';
import { placesOf } from './walk.ts';

/** Members that hold a moment. `created` is not among them: a proof may have it without a zone, and its suite checks it. */
const momentMembers = new Set([
  'validFrom',
  'validUntil',
  'awardedDate',
  'issuanceDate',
  'expirationDate',
  'activityStartDate',
  'activityEndDate',
]);

/** The dates of a credential: each one a real moment, and the period not inside out. */
export function checkDates(credential: JsonObject): Finding[] {
  const unreal = [...placesOf(credential)]
    .filter(({ name, value }) => momentMembers.has(name ?? '') && parseDateTimeStamp(value) === undefined)
    .map(({ path }) =>
      finding('not-a-date', path, 'a date and time with a zone was expected, such as 2026-07-23T00:00:00Z'),
    );
  if (unreal.length > 0) return unreal;
  const [from, until] = validityOf(credential);
  if (from === undefined) return [finding('not-a-date', ['validFrom'], 'a badge says since when it is valid')];
  if (until !== undefined && until < from) return [finding('not-a-date', ['validUntil'], 'this lies before validFrom')];
  return [];
}

/** Since when and until when a credential is valid, in milliseconds; version 1.1 of the data model has other names for them. */
export function validityOf(credential: JsonObject): [from: number | undefined, until: number | undefined] {
  return [
    parseDateTimeStamp(credential.validFrom ?? credential.issuanceDate),
    parseDateTimeStamp(credential.validUntil ?? credential.expirationDate),
  ];
}
