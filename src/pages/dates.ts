import type { Language } from './views.ts';

/** English as Europeans write it (day before month); Dutch of the Netherlands. */
const locales: Readonly<Record<Language, string>> = { nl: 'nl-NL', en: 'en-GB' };

/** The service's readers live here; a badge of 23:30 Amsterdam time is of that day. */
const timeZone = 'Europe/Amsterdam';

/** `2026-07-23` or `2026-07-23T10:00:00Z` → `23 juli 2026`, `23 July 2026`. A text that is no date is given back as it is. */
export function formatDate(moment: string, language: Language): string {
  const date = parse(moment);
  if (date === undefined) return moment;
  const zone = isCalendarDay(moment) ? 'UTC' : timeZone;
  return new Intl.DateTimeFormat(locales[language], { dateStyle: 'long', timeZone: zone }).format(date);
}

/** A moment → `22 november 2026, 20.31 uur`, `22 November 2026, 20:31`. */
export function formatMoment(moment: string, language: Language): string {
  const date = parse(moment);
  if (date === undefined || isCalendarDay(moment)) return formatDate(moment, language);
  const time = new Intl.DateTimeFormat(locales[language], { hour: '2-digit', minute: '2-digit', timeZone }).format(
    date,
  );
  const clock = language === 'nl' ? `${time.replace(':', '.')} uur` : time;
  return `${formatDate(moment, language)}, ${clock}`;
}

/** Hours → `8 uur`, `1,5 uur`, `8 hours`, `1 hour`. */
export function formatHours(hours: number, language: Language): string {
  const number = formatNumber(hours, language);
  if (language === 'nl') return `${number} uur`;
  return hours === 1 ? `${number} hour` : `${number} hours`;
}

/** A number as the language writes it. */
function formatNumber(value: number, language: Language): string {
  return new Intl.NumberFormat(locales[language], { maximumFractionDigits: 1 }).format(value);
}

function isCalendarDay(moment: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(moment);
}

function parse(moment: string): Date | undefined {
  if (!/^\d{4}-\d{2}-\d{2}/.test(moment)) return undefined;
  const date = new Date(moment);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
