/** Why a document is not acceptable, before any signature is looked at. The list is closed: every code is produced and tested here. */
export type FindingCode =
  | 'not-an-object'
  | 'context-not-a-list'
  | 'context-not-allowed'
  | 'context-order'
  | 'context-not-needed'
  | 'json-ld-keyword'
  | 'null-value'
  | 'empty-list'
  | 'nested-list'
  | 'repeated-item'
  | 'repeated-id'
  | 'not-a-term'
  | 'imprecise-number'
  | 'bare-reference'
  | 'not-a-credential'
  | 'schema'
  | 'not-a-uri'
  | 'not-a-date'
  | 'no-recipient'
  | 'malformed-status'
  | 'unresolved-reference';

/** One fault. `pointer` is a JSON Pointer (RFC 6901) into the document. */
export interface Finding {
  readonly code: FindingCode;
  readonly pointer: string;
  readonly message: string;
}

/** Where something stands in a document: the names and positions from the top. */
export type Path = readonly (string | number)[];

export const finding = (code: FindingCode, path: Path, message: string): Finding => ({
  code,
  pointer: path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''),
  message,
});

export type JsonObject = Record<string, unknown>;

export function isObject(value: unknown): value is JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
