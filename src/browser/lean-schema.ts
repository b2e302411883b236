const words = ['$comment', 'title', 'description'];

/**
 * The same schema without its explanations, and without the alternatives that no document fits which it is used for: the schema for any version
 * is used for version 1.1 only (`shape/schema.ts`), and each of its alternatives pins the first context.
 * @returns nothing for what is no schema
 */
export function leanSchema(content: unknown): object | undefined {
  if (!isRecord(content) || content.$defs === undefined) return undefined;
  const { $schema: _, $id: _id, ...schema } = withoutWords(content);
  const { anyOf, $defs, ...rest } = schema;
  const kept = Array.isArray(anyOf) ? { anyOf: anyOf.filter(isVersion1) } : {};
  return { ...rest, ...kept, $defs: reached({ ...rest, ...kept }, isRecord($defs) ? $defs : {}) };
}

function isVersion1(alternative: unknown): boolean {
  return JSON.stringify(alternative).includes('https://www.w3.org/2018/credentials/v1');
}

/** The definitions that something kept points at. */
function reached(from: object, definitions: Record<string, unknown>): Record<string, unknown> {
  const found = new Map<string, unknown>();
  const follow = (part: unknown) => {
    for (const [, name = ''] of JSON.stringify(part).matchAll(/"#\/\$defs\/(\w+)"/g)) {
      if (found.has(name)) continue;
      found.set(name, definitions[name]);
      follow(definitions[name]);
    }
  };
  follow(from);
  return Object.fromEntries(found);
}

/** A member of a badge may itself be called `description`: names below `properties` are kept. */
function withoutWords(schema: Record<string, unknown>, names = false): Record<string, unknown> {
  const kept = Object.entries(schema).filter(([name]) => names || !words.includes(name));
  return Object.fromEntries(
    kept.map(([name, value]) => [name, cleaned(value, !names && ['properties', '$defs'].includes(name))]),
  );
}

function cleaned(value: unknown, names: boolean): unknown {
  if (Array.isArray(value)) return value.map((item) => cleaned(item, false));
  return isRecord(value) ? withoutWords(value, names) : value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
