import { isObject, type JsonObject, type Path } from './finding.ts';

/** A value of a document, with the place where it stands and the object that holds it, if any. */
export interface Place {
  readonly path: Path;
  /** The last name on the path: that of the member, also for the items of a list. */
  readonly name: string | undefined;
  readonly value: unknown;
  readonly holder: JsonObject | undefined;
}

/** Every value of a document, the outer ones first. */
export function* placesOf(value: unknown, path: Path = [], name?: string, holder?: JsonObject): Generator<Place> {
  yield { path, name, value, holder };
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* placesOf(item, [...path, index], name, holder);
  } else if (isObject(value)) {
    for (const [key, nested] of Object.entries(value)) yield* placesOf(nested, [...path, key], key, value);
  }
}
