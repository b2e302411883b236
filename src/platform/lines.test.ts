import { describe, expect, test } from 'vitest';
import { type Line, type LineLimits, readLines } from './lines.ts';

const limits: LineLimits = { lineBytes: 10, lines: 5, together: 2 };

async function read(pieces: readonly string[], within = limits): Promise<Line[][]> {
  async function* stream() {
    for (const piece of pieces) yield Buffer.from(piece);
  }
  const groups: Line[][] = [];
  for await (const group of readLines(stream(), within)) groups.push(group);
  return groups;
}
const written = (groups: Line[][]) => groups.flat().map(({ number, bytes }) => [number, bytes?.toString()]);

describe('lines of a stream', () => {
  test('are the same wherever the stream is cut', async () => {
    const text = 'één\r\ntwee\n\n  \nvijf';
    const whole = written(await read([text]));
    expect(whole).toEqual([
      [1, 'één'],
      [2, 'twee'],
      [5, 'vijf'],
    ]);
    const bytes = Buffer.from(text);
    for (let cut = 1; cut < bytes.length; cut += 1) {
      const pieces = [bytes.subarray(0, cut), bytes.subarray(cut)];
      const groups: Line[][] = [];
      for await (const group of readLines(toStream(pieces), limits)) groups.push(group);
      expect(written(groups), `cut at ${cut}`).toEqual(whole);
    }
  });

  test('that are too long are skipped and counted; the next one is read', async () => {
    expect(written(await read(['1234567890\n12345678901\n12345678', '90123456', '789\nok\n']))).toEqual([
      [1, '1234567890'],
      [2, undefined],
      [3, undefined],
      [4, 'ok'],
    ]);
  });

  test('end where there are too many', async () => {
    const groups = await read(['1\n2\n3\n4\n5\n6\n7\n', '8\n']);
    expect(groups.map((group) => group.map(({ number }) => number))).toEqual([[1, 2], [3, 4], [5], [6]]);
    expect(groups.at(-1)).toEqual([{ number: 6, tooMany: true }]);
    expect((await read(['1\n2\n3\n4\n5\n6'])).at(-1)).toEqual([{ number: 6, tooMany: true }]);
    expect((await read(['1\n2\n3\n4\n5\n'])).flat()).toHaveLength(5);
  });

  test('are not read ahead of whoever takes them', async () => {
    let sent = 0;
    async function* stream() {
      for (;;) {
        sent += 1;
        yield Buffer.from(`${sent}\n`);
      }
    }
    const lines = readLines(stream(), { ...limits, lines: 1_000 });
    await lines.next();
    await lines.next();
    expect(sent).toBe(2);
  });
});

async function* toStream(pieces: readonly Buffer[]) {
  yield* pieces;
}
