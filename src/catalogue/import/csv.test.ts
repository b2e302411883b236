import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { readRows } from './csv.ts';
import { FileFaults, TooManyFaults } from './faults.ts';

const bytesOf = (text: string | Buffer, chunkSize = 1 << 16) => {
  const bytes = Buffer.from(text);
  const chunks = Array.from({ length: Math.ceil(bytes.length / chunkSize) }, (_, at) =>
    bytes.subarray(at * chunkSize, (at + 1) * chunkSize),
  );
  return Readable.from(chunks, { objectMode: true });
};

const rowsOf = async (text: string | Buffer, chunkSize?: number) => {
  const rows: unknown[] = [];
  for await (const { line, cells } of readRows(bytesOf(text, chunkSize), new FileFaults('a.csv')))
    rows.push([line, ...cells]);
  return rows;
};

const faultsOf = async (text: string | Buffer) => {
  const faults = new FileFaults('a.csv');
  await expect(Readable.from(readRows(bytesOf(text), faults)).toArray()).rejects.toThrow(TooManyFaults);
  return faults.problem().faults.map(({ detail }) => detail);
};

const file = '\uFEFFuri,label\r\nu:1,"warmte\npomp, ""groot"""\n\n  ,\nu:2,é€😀\r\n"u:3",einde';
const rows = [
  [1, 'uri', 'label'],
  [2, 'u:1', 'warmte\npomp, "groot"'],
  [6, 'u:2', 'é€😀'],
  [7, 'u:3', 'einde'],
];

test('each record comes with the physical line on which it begins, blank lines left out', async () => {
  expect(await rowsOf(file)).toEqual(rows);
});

test('it does not matter where the chunks of the upload end', async () => {
  for (const size of [1, 2, 3, 5, 7, 11]) expect(await rowsOf(file, size)).toEqual(rows);
});

test.each([
  ['a Dutch spreadsheet', ';'],
  ["O*NET's text files", '\t'],
])('%s may part its columns its own way', async (_who, separator) => {
  expect(await rowsOf(`a${separator}b\n1${separator}2, 3\n`)).toEqual([
    [1, 'a', 'b'],
    [2, '1', '2, 3'],
  ]);
});

test('an empty file has no rows', async () => {
  expect(await rowsOf('')).toEqual([]);
});

test.each([
  [
    'a quote that is never closed',
    'a,b\n1,2\n3,"x\n4,5\n',
    'a.csv, line 3, column "b": a quoted cell begins here that is never closed',
  ],
  ['a quote inside a cell', 'a,b\n1,2\n3,x"y\n', 'a.csv, line 3, column "b": a quote stands where none may stand'],
  [
    'bytes that are not UTF-8',
    Buffer.from('a,b\n1,2\n3,caf\xe9\n4,5\n', 'latin1'),
    'a.csv, line 3: text in UTF-8 was expected',
  ],
  ['a zero byte', 'a,b\n1,\0\n', 'a.csv, line 2: text was expected, but there is a zero byte'],
  ['a line without end', `a,b\n1,${'x'.repeat(300_000)}`, 'a.csv, line 2: a line of at most 262144 bytes was expected'],
  ['a record without end', `a,b\n1,"${'x\n'.repeat(200_000)}`, 'a.csv, line 2'],
])('%s is a fault with its line', async (_what, text, expected) => {
  const [fault, ...others] = await faultsOf(text);
  expect(fault).toContain(expected);
  expect(others).toEqual([]);
});
