import { expect, test } from 'vitest';
import { formatDate, formatHours, formatMoment } from './dates.ts';

test('a calendar day stays that day in both languages', () => {
  expect(formatDate('2026-07-23', 'nl')).toBe('23 juli 2026');
  expect(formatDate('2026-07-23', 'en')).toBe('23 July 2026');
});

test('a moment is of the day that it is in Amsterdam, summer and winter', () => {
  expect(formatDate('2026-07-22T22:30:00Z', 'nl')).toBe('23 juli 2026');
  expect(formatDate('2026-01-22T22:30:00Z', 'nl')).toBe('22 januari 2026');
  expect(formatMoment('2026-07-22T22:30:00Z', 'nl')).toBe('23 juli 2026, 00.30 uur');
  expect(formatMoment('2026-01-22T22:30:00Z', 'en')).toBe('22 January 2026, 23:30');
});

test('a calendar day has no time', () => {
  expect(formatMoment('2026-07-23', 'nl')).toBe('23 juli 2026');
});

test('what is no date is shown as it came', () => {
  for (const text of ['', 'gisteren', '2026-13-99', '20260723']) expect(formatDate(text, 'nl')).toBe(text);
});

test('hours are counted as each language counts them', () => {
  expect([1, 1.5, 8].map((hours) => formatHours(hours, 'nl'))).toEqual(['1 uur', '1,5 uur', '8 uur']);
  expect([1, 1.5, 8].map((hours) => formatHours(hours, 'en'))).toEqual(['1 hour', '1.5 hours', '8 hours']);
});
