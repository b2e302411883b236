/** The members of `Shape` that may be undefined become optional. */
type Compact<Shape> = { [Name in keyof Shape as undefined extends Shape[Name] ? never : Name]: Shape[Name] } & {
  [Name in keyof Shape as undefined extends Shape[Name] ? Name : never]?: Exclude<Shape[Name], undefined>;
};

/**
 * Leaves out members that are undefined or an empty array: JSON-LD drops them silently, so that they would not be covered by the
 * signature (threats.md §2.5, openbadges-3.md §2.9).
 */
export function compact<Shape extends object>(shape: Shape): Compact<Shape> {
  return Object.fromEntries(
    Object.entries(shape).filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0)),
  ) as Compact<Shape>;
}
