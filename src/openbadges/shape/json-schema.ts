import { isObject, type JsonObject, type Path } from './finding.ts';
import { formats } from './formats.ts';

/** The first thing in which a value is not as its schema says. */
export interface SchemaFault {
  readonly path: Path;
  readonly message: string;
}

/** One schema of JSON Schema 2019-09, or a place in it. */
export type Schema = JsonObject | boolean;

/** Where the reading stands: the value with its place, and the document that `$ref` points into. */
interface At {
  readonly root: JsonObject;
  readonly path: Path;
}

type Keyword = (operand: unknown, value: unknown, at: At, schema: JsonObject) => SchemaFault | undefined;

/** Say something about the schema, not about the value. */
const annotations = new Set(['$schema', '$id', '$defs', '$comment', 'title', 'description', 'examples', 'default']);

/** The keywords that the schemas of 1EdTech use, from cheap to dear. The list is closed: a schema that uses another one is refused. */
const keywords = new Map<string, Keyword>([
  [
    'type',
    (type, value, at) => (isOfType(value, type) ? undefined : fault(at, `must be ${[type].flat().join(' or ')}`)),
  ],
  [
    'enum',
    (choices, value, at) =>
      listOf(choices).includes(value) ? undefined : fault(at, 'must be one of the listed values'),
  ],
  [
    'pattern',
    (pattern, value, at) =>
      typeof value !== 'string' || expression(pattern).test(value)
        ? undefined
        : fault(at, `must match ${String(pattern)}`),
  ],
  [
    'format',
    (name, value, at) =>
      typeof value !== 'string' || formatNamed(name)(value) ? undefined : fault(at, `must be a ${String(name)}`),
  ],
  [
    'minItems',
    (least, value, at) =>
      !Array.isArray(value) || value.length >= Number(least)
        ? undefined
        : fault(at, `must have at least ${String(least)} items`),
  ],
  ['required', judgeRequired],
  [
    'propertyNames',
    (names, value, at) => first(isObject(value) ? Object.keys(value) : [], (name) => judge(schemaIn(names), name, at)),
  ],
  [
    'properties',
    (properties, value, at) =>
      first(Object.entries(objectIn(properties)), ([name, schema]) =>
        isObject(value) && Object.hasOwn(value, name)
          ? judge(schemaIn(schema), value[name], within(at, name))
          : undefined,
      ),
  ],
  ['additionalProperties', judgeAdditionalProperties],
  ['items', judgeItems],
  [
    'contains',
    (wanted, value, at) =>
      !Array.isArray(value) || value.some((item) => judge(schemaIn(wanted), item, at) === undefined)
        ? undefined
        : fault(at, 'must contain an item that is needed'),
  ],
  ['additionalItems', () => undefined], // judged with `items`
  ['$ref', (reference, value, at) => judge(referred(reference, at.root), value, at)],
  ['allOf', (all, value, at) => first(listOf(all), (one) => judge(schemaIn(one), value, at))],
  ['anyOf', (any, value, at) => judgeAlternatives(listOf(any), value, at, Number.POSITIVE_INFINITY)],
  ['oneOf', (any, value, at) => judgeAlternatives(listOf(any), value, at, 1)],
]);

/**
 * Holds a value against a schema, by reading it: nothing is compiled, so that this also runs in a page whose policy forbids making code
 * from text (CSP 3 §4.1, `unsafe-eval`).
 * @returns the first fault, or nothing when there is none
 * @throws {Error} for a schema with a keyword that is not known here: it would be taken for fulfilled
 */
export function findSchemaFault(schema: JsonObject, value: unknown): SchemaFault | undefined {
  return judge(schema, value, { root: schema, path: [] });
}

function judge(schema: Schema, value: unknown, at: At): SchemaFault | undefined {
  if (typeof schema === 'boolean') return schema ? undefined : fault(at, 'must not be there');
  for (const [keyword, check] of keywordsOf(schema)) {
    const found = check(schema[keyword], value, at, schema);
    if (found !== undefined) return found;
  }
  return undefined;
}

const read = new WeakMap<JsonObject, readonly [string, Keyword][]>();

/** What a schema asks, in our order; found once. */
function keywordsOf(schema: JsonObject): readonly [string, Keyword][] {
  const known = read.get(schema);
  if (known !== undefined) return known;
  const unknown = Object.keys(schema).find((name) => !keywords.has(name) && !annotations.has(name));
  if (unknown !== undefined) throw new Error(`a schema uses "${unknown}"`);
  const asked = [...keywords].filter(([name]) => Object.hasOwn(schema, name));
  read.set(schema, asked);
  return asked;
}

function judgeRequired(names: unknown, value: unknown, at: At): SchemaFault | undefined {
  const missing = isObject(value) ? listOf(names).find((name) => !Object.hasOwn(value, String(name))) : undefined;
  return missing === undefined ? undefined : fault(at, `must have ${String(missing)}`);
}

function judgeAdditionalProperties(rest: unknown, value: unknown, at: At, schema: JsonObject): SchemaFault | undefined {
  const known = objectIn(schema.properties ?? {});
  const names = isObject(value) ? Object.keys(value).filter((name) => !Object.hasOwn(known, name)) : [];
  // Without a place of its own, as validators do: the member should not be there at all.
  if (rest === false)
    return names.length === 0 ? undefined : fault(at, 'must not have members that the schema does not name');
  return first(names, (name) => judge(schemaIn(rest), objectIn(value)[name], within(at, name)));
}

/** `items` as one schema for all, or as a list by position with `additionalItems` for the rest (JSON Schema 2019-09 §9.3.1). */
function judgeItems(items: unknown, value: unknown, at: At, schema: JsonObject): SchemaFault | undefined {
  if (!Array.isArray(value)) return undefined;
  const schemaAt = (index: number) =>
    schemaIn(Array.isArray(items) ? (index < items.length ? items[index] : (schema.additionalItems ?? true)) : items);
  return first([...value.entries()], ([index, item]) => judge(schemaAt(index), item, within(at, index)));
}

/** @param most how many of the alternatives may fit */
function judgeAlternatives(any: readonly unknown[], value: unknown, at: At, most: number): SchemaFault | undefined {
  const faults: SchemaFault[] = [];
  let fitting = 0;
  for (const one of any) {
    const found = judge(schemaIn(one), value, at);
    if (found !== undefined) faults.push(found);
    else fitting += 1;
    if (fitting > most) return fault(at, 'must fit exactly one of the forms that the schema allows');
    if (fitting > 0 && most > any.length) return undefined;
  }
  // The alternative that came furthest is the one that was meant.
  return fitting > 0 ? undefined : faults.toSorted((one, other) => other.path.length - one.path.length)[0];
}

function isOfType(value: unknown, type: unknown): boolean {
  return [type].flat().some((name) => {
    switch (name) {
      case 'object':
        return isObject(value);
      case 'array':
        return Array.isArray(value);
      case 'null':
        return value === null;
      case 'integer':
        return Number.isInteger(value);
      default:
        return typeof value === name;
    }
  });
}

/** `#/$defs/Name`: the schemas refer to nothing else. */
function referred(reference: unknown, root: JsonObject): Schema {
  const [, name = ''] = /^#\/\$defs\/(\w+)$/.exec(String(reference)) ?? [];
  return schemaIn(objectIn(root.$defs)[name]);
}

const expressions = new Map<unknown, RegExp>();

function expression(pattern: unknown): RegExp {
  const made = expressions.get(pattern) ?? new RegExp(String(pattern), 'u');
  expressions.set(pattern, made);
  return made;
}

function formatNamed(name: unknown): (text: string) => boolean {
  const found = formats.get(String(name));
  if (found === undefined) throw new Error(`a schema uses the format "${String(name)}"`);
  return found;
}

function first<Item>(
  items: readonly Item[],
  judgeOne: (item: Item) => SchemaFault | undefined,
): SchemaFault | undefined {
  for (const item of items) {
    const found = judgeOne(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

const fault = ({ path }: At, message: string): SchemaFault => ({ path, message });

const within = (at: At, step: string | number): At => ({ ...at, path: [...at.path, step] });

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const objectIn = (value: unknown): JsonObject => (isObject(value) ? value : {});

function schemaIn(value: unknown): Schema {
  if (isObject(value) || typeof value === 'boolean') return value;
  throw new Error('a schema points at something that is none');
}
