import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDateTimeStamp, withoutMilliseconds } from './moment.ts';

describe('a moment is', () => {
  test.each([
    ['2026-07-23T09:30:00Z', Date.UTC(2026, 6, 23, 9, 30)],
    ['2026-07-23T09:30:00.5Z', Date.UTC(2026, 6, 23, 9, 30, 0, 500)],
    ['2026-07-23T11:30:00+02:00', Date.UTC(2026, 6, 23, 9, 30)],
    ['2026-07-22T19:30:00-14:00', Date.UTC(2026, 6, 23, 9, 30)],
    ['2028-02-29T00:00:00Z', Date.UTC(2028, 1, 29)],
  ])('%s', (text, milliseconds) => {
    expect(parseDateTimeStamp(text)).toBe(milliseconds);
  });

  test('whatever we write, to the second', () => {
    const within = {
      min: new Date('0001-01-01T00:00:00Z'),
      max: new Date('9999-12-31T23:59:59Z'),
      noInvalidDate: true,
    };
    fc.assert(
      fc.property(fc.date(within), (time) => {
        expect(parseDateTimeStamp(withoutMilliseconds(time))).toBe(Math.floor(time.getTime() / 1000) * 1000);
      }),
    );
  });
});

test.each([
  ['a day that does not exist', '2026-02-30T00:00:00Z'],
  ['a leap day in a common year', '2026-02-29T00:00:00Z'],
  ['no zone', '2026-07-23T09:30:00'],
  ['no time', '2026-07-23'],
  ['month 13', '2026-13-01T00:00:00Z'],
  ['day 0', '2026-07-00T00:00:00Z'],
  ['hour 24', '2026-07-23T24:00:00Z'],
  ['minute 60', '2026-07-23T09:60:00Z'],
  ['second 60', '2026-07-23T09:30:60Z'],
  ['a zone beyond 14 hours', '2026-07-23T09:30:00+14:30'],
  ['small letters', '2026-07-23t09:30:00z'],
  ['a blank between', '2026-07-23 09:30:00Z'],
  ['something behind', '2026-07-23T09:30:00Z\n'],
  ['milliseconds', 1_784_799_000_000],
  ['a list', ['2026-07-23T09:30:00Z']],
  ['nothing', undefined],
])('%s is no moment', (_name, value) => {
  expect(parseDateTimeStamp(value)).toBeUndefined();
});
