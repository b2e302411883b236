import { createHash } from 'node:crypto';
import { PassThrough, Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { unpack } from './unpack.ts';

const text = Buffer.from('conceptUri,preferredLabel\n'.repeat(100));
const limit = text.length;

const unpacked = async (bytes: Buffer, most = limit, chunkSize = 1_000) => {
  const digest = createHash('sha256');
  const chunks = Array.from({ length: Math.ceil(bytes.length / chunkSize) }, (_, at) =>
    bytes.subarray(at * chunkSize, (at + 1) * chunkSize),
  );
  const result = Buffer.concat(await Readable.from(unpack(Readable.from(chunks), most, digest)).toArray());
  return { result, digest: digest.digest('hex') };
};

test('a file and the same file packed are the same, digest included, whatever the chunks', async () => {
  const plain = await unpacked(text);
  expect(plain.result.equals(text)).toBe(true);
  expect(await unpacked(gzipSync(text))).toEqual(plain);
  expect(await unpacked(gzipSync(text), limit, 1)).toEqual(plain);
});

test('the limit is exact, and holds for what comes out of a gzip', async () => {
  const tooLarge = { code: 'body-too-large' };
  await expect(unpacked(text, limit - 1)).rejects.toMatchObject(tooLarge);
  await expect(unpacked(gzipSync(text), limit - 1)).rejects.toMatchObject(tooLarge);
});

test('a small gzip that holds a hundred megabytes is stopped at the limit', async () => {
  const bomb = gzipSync(Buffer.alloc(100_000_000));
  expect(bomb.length).toBeLessThan(120_000);
  await expect(unpacked(bomb, 1_000_000)).rejects.toMatchObject({ code: 'body-too-large' });
});

test('a gzip that goes on without holding anything is stopped as well', async () => {
  const empty = gzipSync(Buffer.alloc(0));
  const endless = Buffer.concat(Array.from({ length: 1_000 }, () => empty));
  await expect(unpacked(endless, 5_000)).rejects.toMatchObject({ code: 'body-too-large' });
});

test.each([
  ['ends early', gzipSync(text).subarray(0, -12)],
  ['is broken', Buffer.concat([gzipSync(text).subarray(0, 20), Buffer.alloc(40, 0xff)])],
])('a gzip that %s is refused', async (_how, bytes) => {
  await expect(unpacked(bytes)).rejects.toMatchObject({ code: 'import-failed' });
});

test('a body that breaks off is an error, not the end of the file', async () => {
  const body = new PassThrough();
  body.write(text.subarray(0, 100));
  setImmediate(() => body.destroy(new Error('gone')));
  await expect(Readable.from(unpack(body, limit, createHash('sha256'))).toArray()).rejects.toThrow('gone');
});
