import { expect } from 'vitest';
import type { Answer, Provider, World } from './world.ts';

/** The own page of a learner as its holder uses it: by a link, with forms. */
export interface OwnPage {
  readonly path: string;
  readonly linkId: string;
  get(tail?: string, headers?: Record<string, string>): Promise<Answer>;
  /** Sends a form, as a browser does. */
  send(tail: string, fields?: Record<string, string> | string, headers?: Record<string, string>): Promise<Answer>;
  /** What holds now, as data. */
  data(): Promise<any>;
}

/** Makes a link for a learner and opens it. */
export async function ownPageOf(world: World, provider: Provider, learnerId: string, days?: number): Promise<OwnPage> {
  const made = await provider.post(`/v1/learners/${learnerId}/links`, days === undefined ? {} : { days });
  expect(made.status, made.text).toBe(201);
  return ownPageAt(world, new URL(made.body.url).pathname, made.body.id);
}

export function ownPageAt(world: World, path: string, linkId = ''): OwnPage {
  return {
    path,
    linkId,
    get: (tail = '', headers = { accept: 'text/html' }) => world.stranger.get(path + tail, headers),
    send: (tail, fields = {}, headers = {}) =>
      world.stranger.request({
        method: 'POST',
        url: path + tail,
        headers: { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded', ...headers },
        payload: typeof fields === 'string' ? fields : new URLSearchParams(fields).toString(),
      }),
    data: async () => (await world.stranger.get(path)).body,
  };
}
