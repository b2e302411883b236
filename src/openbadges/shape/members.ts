import { checkContexts } from './contexts.ts';
import { type Finding, finding, isObject, type Path } from './finding.ts';
import { isAddressOfTerm, isClass } from './terms.ts';

/** Members whose values JSON-LD reads as terms, so that a name and its address are signed alike. */
const namedByTerm = new Set(['type', 'proofPurpose']);

/** Where a context may stand, and what it must be: its faults there, or nothing where none may stand. */
export type ContextRule = (value: unknown, path: Path) => Finding[] | undefined;

/** The document itself, and the endorsements in it, which are credentials of their own (Open Badges 3.0 §B.5). */
const asWeIssue: ContextRule = (value, path) => {
  if (path.length === 1) return [];
  return holderOf(path) === 'endorsement' ? checkContexts(value, path) : undefined;
};

/** The name of the member in which something stands, alone or in a list. */
export function holderOf(path: Path): string | number | undefined {
  return typeof path.at(-2) === 'number' ? path.at(-3) : path.at(-2);
}

/**
 * Walks every member below the top: nothing may be there that JSON-LD leaves out of the signature, or that could be written in another
 * form under the same signature. Keywords (`@index`, `@included` …), nulls and empty lists verify with the stock libraries whatever they
 * say (threats.md §2.3 and §2.5).
 */
export function checkMembers(value: unknown, path: Path = [], contexts: ContextRule = asWeIssue): Finding[] {
  if (value === null) return [finding('null-value', path, 'null is not covered by a signature')];
  if (Array.isArray(value)) return checkList(value, path, contexts);
  if (typeof value === 'number') return checkNumber(value, path);
  if (!isObject(value)) return [];
  const names = Object.keys(value);
  // `{"id": X}` is signed like the plain string X, and the schema lets it pass as a translation into the language "id".
  if (names.length === 1 && names[0] === 'id' && path.at(-1) !== 'criteria')
    return [finding('bare-reference', path, 'an address is written as a string, not as an object')];
  return Object.entries(value).flatMap(([name, nested]) => checkMember(name, nested, [...path, name], contexts));
}

function checkList(items: readonly unknown[], path: Path, contexts: ContextRule): Finding[] {
  if (items.length === 0) return [finding('empty-list', path, 'an empty list is not covered by a signature')];
  // A list is signed as a set: what stands in it twice is signed once, and two parts of one thing as if they were whole.
  const seen = new Set<unknown>();
  return items.flatMap((item, index) => {
    const at = [...path, index];
    if (Array.isArray(item))
      return [finding('nested-list', at, 'a list inside a list is signed as if it were one list')];
    const same = isObject(item) ? (item.id ?? item.proofValue) : item;
    if (same !== undefined && seen.has(same))
      return [finding('repeated-item', at, 'what stands in a list twice is signed once')];
    seen.add(same);
    return checkMembers(item, at, contexts);
  });
}

/** JSON-LD API §8.6: a fraction is signed with 16 digits, so that the one behind could be changed. Nor has zero a sign there. */
function checkNumber(value: number, path: Path): Finding[] {
  const kept = Number.isInteger(value) ? !Object.is(value, -0) : Number(value.toExponential(15)) === value;
  return kept ? [] : [finding('imprecise-number', path, 'a number is signed with 16 digits and no more')];
}

function checkMember(name: string, value: unknown, path: Path, contexts: ContextRule): Finding[] {
  const context = name === '@context' ? contexts(value, path) : undefined;
  if (context !== undefined) return context;
  if (name.startsWith('@'))
    return [finding('json-ld-keyword', path, 'JSON-LD keywords are not accepted inside a badge')];
  // `credentialStatus` could be hidden from every reader under the same signature by writing its address in place of its name.
  if (name.includes(':') || isClass(name))
    return [finding('not-a-term', path, 'the name of a member was expected, not an address nor a class')];
  if (namedByTerm.has(name) && [value].flat().some((each) => typeof each === 'string' && isAddressOfTerm(each)))
    return [finding('not-a-term', path, 'the name of a class or purpose was expected, not its address')];
  return checkMembers(value, path, contexts);
}
