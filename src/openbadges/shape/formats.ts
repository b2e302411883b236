const day = /^(\d{4})-(\d{2})-(\d{2})$/;
const time = /^([01]\d|2[0-3]):([0-5]\d):([0-5]\d|60)(?:\.\d+)?(?:z|([+-](?:[01]\d|2[0-3])):?([0-5]\d)?)$/i;

/** The formats that the schemas of 1EdTech name (RFC 3339 §5.6). */
export const formats: ReadonlyMap<string, (text: string) => boolean> = new Map([
  ['date', isDay],
  ['date-time', isMoment],
]);

function isDay(text: string): boolean {
  const [, year = 0, month = 0, date = 0] = day.exec(text)?.map(Number) ?? [];
  return month >= 1 && month <= 12 && date >= 1 && date <= lastDayOf(year, month);
}

/** `Date.UTC` takes the years 0 to 99 for 1900 to 1999; the calendar repeats after 400. */
function lastDayOf(year: number, month: number): number {
  return new Date(Date.UTC(year + 400, month, 0)).getUTCDate();
}

function isMoment(text: string): boolean {
  const [date = '', clock = '', ...more] = text.split(/t|\s/i);
  return more.length === 0 && isDay(date) && isTime(clock);
}

/** Second 60 is only at the end of a day in UTC (RFC 3339 §5.7). */
function isTime(clock: string): boolean {
  const [found, hour, minute, second, hours = '+0', minutes = '0'] = time.exec(clock) ?? [];
  if (found === undefined || second !== '60') return found !== undefined;
  const away = Number(hours) * 60 + Number(`${hours[0]}${minutes}`);
  const inUtc = Number(hour) * 60 + Number(minute) - away;
  return (inUtc + 1) % (24 * 60) === 0;
}
