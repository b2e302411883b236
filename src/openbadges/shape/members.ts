import { type Finding, finding, isObject } from './finding.ts';

/**
 * Walks every member below the top: nothing that JSON-LD leaves out of the signature may be there. Keywords (`@index`, `@included` …) and nulls and
 * empty lists verify with the stock libraries whatever they say (threats.md §2.3 and §2.5).
 */
export function checkMembers(value: unknown, path: readonly PropertyKey[] = []): Finding[] {
  if (value === null) return [finding('null-value', path, 'null is not covered by a signature')];
  if (Array.isArray(value)) {
    if (value.length === 0) return [finding('empty-list', path, 'an empty list is not covered by a signature')];
    return value.flatMap((item, index) =>
      Array.isArray(item) ? [finding('schema', [...path, index], 'a list inside a list is not expected anywhere')] : checkMembers(item, [...path, index]),
    );
  }
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, nested]) => {
    const at = [...path, name];
    if (name === '@context' && path.length === 0) return [];
    if (name.startsWith('@')) return [finding('json-ld-keyword', at, 'JSON-LD keywords are not accepted inside a badge')];
    return checkMembers(nested, at);
  });
}
