import { isObject, type JsonObject, parseStrictJson, StrictJsonError } from '../../../openbadges/index.ts';

/** Bytes of a list as it is sent (threats.md §3). */
export const largestList = 2 * 1024 * 1024;

/** A list is one long text, or a long list of short ones. */
export const listLimits = {
  bytes: largestList,
  depth: 16,
  nodes: 200_000,
  arrayItems: 50_000,
  stringLength: largestList,
};

/** Reads a list strictly; nothing when it is no JSON object. */
export function readJson(bytes: Uint8Array): JsonObject | undefined {
  try {
    const value = parseStrictJson(bytes, listLimits);
    return isObject(value) ? value : undefined;
  } catch (error) {
    if (error instanceof StrictJsonError) return undefined;
    throw error;
  }
}
