/**
 * Which of two catalogue versions is the later one: parts between dots and dashes are compared as numbers where both are, else as text, so
 * 1.9 < 1.10 and 2025-09 < 2026-01.
 * @returns negative, zero or positive, for sorting
 */
export function compareVersions(one: string, other: string): number {
  const ours = partsOf(one);
  const theirs = partsOf(other);
  for (let position = 0; position < Math.max(ours.length, theirs.length); position++) {
    const order = compareParts(ours[position] ?? '', theirs[position] ?? '');
    if (order !== 0) return order;
  }
  return 0;
}

function partsOf(version: string): string[] {
  return version.split(/[._-]/);
}

function compareParts(one: string, other: string): number {
  if (/^\d+$/.test(one) && /^\d+$/.test(other)) return Number(one) - Number(other);
  return one < other ? -1 : one > other ? 1 : 0;
}
