import type { z } from 'zod';
import { UsageError } from './command.ts';

/**
 * What was typed, in the shape that the route of the same verb takes.
 * @throws {UsageError} naming what is not as expected
 */
export function shaped<Shape extends z.ZodType>(shape: Shape, typed: unknown): z.output<Shape> {
  const parsed = shape.safeParse(typed);
  if (parsed.success) return parsed.data;
  throw new UsageError(
    parsed.error.issues.map(({ path, message }) => `${path.map(String).join('.') || 'input'}: ${message}`).join('\n'),
  );
}
