import { vi } from 'vitest';

/**
 * The world that a foreign program reaches for through `fetch`; anything else is not found, so that a test cannot depend on the network.
 * Undone by `vi.unstubAllGlobals`.
 * @param answers by address: JSON, or a text as it is
 * @returns the addresses that are asked for, as they come in
 */
export function stubNetwork(answers: Readonly<Record<string, unknown>>): string[] {
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (request: Request | string | URL) => {
    const url = request instanceof Request ? request.url : String(request);
    asked.push(url);
    const answer = answers[url];
    if (answer === undefined) return new Response('{}', { status: 404 });
    const text = typeof answer === 'string' ? answer : JSON.stringify(answer);
    return new Response(text, { headers: { 'content-type': 'application/json' } });
  });
  return asked;
}
