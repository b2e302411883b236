import { type JsonObject, parseDateTimeStamp, validityOf } from '../../openbadges/index.ts';
import type { Version } from './contexts.ts';
import { type Flaw, flaw } from './flaw.ts';

/**
 * The dates of a credential: moments with a zone and a day that exists, the period not inside out (VC Data Model 2.0 §4.9); those of version
 * 1.1 only with its context (1.1 §4.6 and §4.7).
 */
export function checkDates(credential: JsonObject, version: Version): Flaw[] {
  const older = ['issuanceDate', 'expirationDate'].filter((name) => name in credential);
  if (version === 2 && older.length > 0)
    return older.map((name) => flaw([name], 'version 2.0 of the data model has validFrom and validUntil'));
  if (version === 1 && credential.issuanceDate === undefined && credential.validFrom === undefined)
    return [flaw(['issuanceDate'], 'a date and time was expected')];
  const unreal = ['validFrom', 'validUntil', ...older]
    .filter((name) => name in credential && parseDateTimeStamp(credential[name]) === undefined)
    .map((name) => flaw([name], 'a date and time with a zone was expected, such as 2026-07-23T00:00:00Z'));
  if (unreal.length > 0) return unreal;
  const [from, until] = validityOf(credential);
  if (from === undefined || until === undefined || from <= until) return [];
  return [flaw([version === 2 ? 'validUntil' : 'expirationDate'], 'this lies before the beginning')];
}
