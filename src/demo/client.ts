/** Calls the public REST API as any provider's developer would; nothing in the demo reaches around it. */
export interface Client {
  get<Answer>(path: string): Promise<Answer>;
  send<Answer>(method: 'POST' | 'PUT' | 'PATCH', path: string, body: unknown): Promise<Answer>;
  upload<Answer>(path: string, contentType: string, body: Uint8Array<ArrayBuffer>): Promise<Answer>;
}

/** An answer outside 2xx, with the problem document. */
export class CallFailed extends Error {
  readonly status: number;

  constructor(method: string, path: string, status: number, body: string) {
    super(`${method} ${path} answered ${status}: ${body}`);
    this.status = status;
  }
}

/** @param key sent as bearer token; absent for what everybody may read */
export function createClient(baseUrl: string, key?: string): Client {
  async function call<Answer>(
    method: string,
    path: string,
    body?: string | Uint8Array<ArrayBuffer>,
    contentType?: string,
  ): Promise<Answer> {
    const response = await fetch(new URL(path, baseUrl), {
      method,
      headers: {
        accept: 'application/json',
        ...(key !== undefined && { authorization: `Bearer ${key}` }),
        ...(contentType !== undefined && { 'content-type': contentType }),
      },
      ...(body !== undefined && { body }),
    });
    const text = await response.text();
    if (!response.ok) throw new CallFailed(method, path, response.status, text);
    return JSON.parse(text) as Answer;
  }
  return {
    get: (path) => call('GET', path),
    send: (method, path, body) => call(method, path, JSON.stringify(body), 'application/json'),
    upload: (path, contentType, body) => call('POST', path, body, contentType),
  };
}
