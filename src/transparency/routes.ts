import { gzipSync } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Deps } from '../platform/deps.ts';
import type { Http } from '../platform/http.ts';
import { problem } from '../platform/problem.ts';
import { problemResponses } from '../platform/problem-responses.ts';
import { sendAsIs } from '../platform/send-as-is.ts';
import { bundleOf } from './log/bundle.ts';
import { consistencyOf, inclusionOf, newestCheckpoint } from './log/read.ts';
import { selectBundle, selectLogKey, tilesIn } from './log/store.ts';
import { parseTilePath, type TileName } from './merkle/tiles.ts';
import { verifierKey } from './note/signed-note.ts';
import * as shape from './schema.ts';

const tags = ['Transparency'];
const oneYear = 'public, max-age=31536000, immutable';
const text = 'text/plain; charset=utf-8';
const hex = (hashes: readonly Buffer[]) => hashes.map((hash) => hash.toString('hex'));

/** The public log, as c2sp.org/tlog-tiles serves it: files that never change, and one that says how long the log is. */
export function logRoutes(http: Http, on: Deps): void {
  http.get(
    '/log/checkpoint',
    {
      schema: {
        tags,
        summary: 'How long the log is, and its root, signed (c2sp.org/tlog-checkpoint)',
        response: {
          200: { description: 'A signed note.', content: { 'text/plain': { schema: z.string() } } },
          ...problemResponses(503),
        },
      },
    },
    async (_request, reply) => {
      const { note } = await newestCheckpoint(on.database);
      return sendAsIs(reply.headers({ 'cache-control': 'public, max-age=1' }), text, note);
    },
  );

  http.get(
    '/log/tile/*',
    {
      schema: {
        tags,
        summary: 'Hashes of the tree, or entries: `<level>/<index>[.p/<width>]`, `entries/<index>[.p/<width>]`',
        description: 'Paths are as c2sp.org/tlog-tiles writes them: tile 1234067 of level 0 is at `0/x001/x234/067`.',
        params: z.object({ '*': z.string().max(60) }),
        response: {
          200: {
            description: 'Bytes that never change.',
            content: { 'application/octet-stream': { schema: z.string() } },
          },
          ...problemResponses(404),
        },
      },
    },
    async (request, reply) => {
      const tile = parseTilePath(request.params['*']);
      const bytes = tile === undefined ? undefined : await readTile(on, tile);
      if (bytes === undefined) throw problem('not-found', 'The log has no such tile.');
      reply.headers({ 'cache-control': oneYear });
      return tile?.level === 'entries' ? sendPacked(request, reply, bytes) : sendBytes(reply, bytes);
    },
  );

  http.get(
    '/log/key',
    {
      schema: {
        tags,
        summary: 'The key that signs checkpoints, as verifiers write it (c2sp.org/signed-note)',
        response: {
          200: { description: '`<name>+<id>+<key>`', content: { 'text/plain': { schema: z.string() } } },
          ...problemResponses(503),
        },
      },
    },
    async (_request, reply) => {
      const key = await selectLogKey(on.database);
      if (key === undefined) throw problem('unavailable', 'The log has not begun yet; try again in a second.');
      reply.headers({ 'cache-control': 'public, max-age=3600' });
      return sendAsIs(reply, text, `${verifierKey({ name: key.origin, publicKey: key.publicKey })}\n`);
    },
  );

  proofRoutes(http, on);
}

/** What anybody could compute from tiles, for those who would rather not. */
function proofRoutes(http: Http, on: Deps): void {
  http.get(
    '/log/proofs/inclusion',
    {
      schema: {
        tags,
        summary: 'Why a leaf is in the log',
        querystring: shape.inclusionQuery,
        response: { 200: shape.inclusionShape, ...problemResponses(400, 404, 503) },
      },
    },
    async (request, _reply) => {
      const { leaf, size } = request.query;
      const named = leaf.length === 64 ? Buffer.from(leaf, 'hex') : Number(leaf);
      const found = await inclusionOf(on.database, named, size);
      return {
        index: found.index,
        size: found.size,
        leafHash: found.leafHash.toString('hex'),
        root: found.root.toString('hex'),
        proof: hex(found.proof),
      };
    },
  );

  http.get(
    '/log/proofs/consistency',
    {
      schema: {
        tags,
        summary: 'Why the log of one size is a beginning of the log of another',
        querystring: shape.consistencyQuery,
        response: { 200: shape.consistencyShape, ...problemResponses(400, 404, 503) },
      },
    },
    async (request, _reply) => {
      const { from, to, fromRoot, toRoot, proof } = await consistencyOf(
        on.database,
        request.query.from,
        request.query.to,
      );
      return { from, to, fromRoot: fromRoot.toString('hex'), toRoot: toRoot.toString('hex'), proof: hex(proof) };
    },
  );
}

/** @returns nothing when the log is not that long (yet) */
async function readTile(on: Deps, { level, index, width }: TileName): Promise<Buffer | undefined> {
  const parts =
    level === 'entries'
      ? await selectBundle(on.database, index, width)
      : await tilesIn(on.database)(level, index, width);
  if (parts.length < width) return undefined;
  return level === 'entries' ? bundleOf(parts) : Buffer.concat(parts);
}

/** Entries are text and pack well; c2sp.org/tlog-tiles, "Log entries", wants them packed for whoever can unpack them. */
function sendPacked(request: FastifyRequest, reply: FastifyReply, bytes: Buffer): Promise<void> {
  reply.header('vary', 'accept-encoding');
  if (!/\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/i.test(String(request.headers['accept-encoding'] ?? '')))
    return sendBytes(reply, bytes);
  return sendBytes(reply.header('content-encoding', 'gzip'), gzipSync(bytes));
}

const sendBytes = (reply: FastifyReply, bytes: Buffer) => sendAsIs(reply, 'application/octet-stream', bytes);
