/** What a badge shows of itself. */
export interface BadgeFace {
  readonly title: string;
  readonly issuer?: string;
  /** A picture at the address that the badge itself came from. */
  readonly image?: string;
}

/**
 * Reads what to show of a badge that was verified.
 * @param badge what its signature covers
 * @param source where the badge came from: a picture from anywhere else would tell a third party who looks at the badge
 */
export function readFace(badge: object, source: string): BadgeFace {
  const achievement = member(member(badge, 'credentialSubject'), 'achievement');
  const issuer = textIn(member(badge, 'issuer'), 'name');
  const image = textIn(member(achievement, 'image'), 'id');
  return {
    title: textIn(achievement, 'name') ?? '',
    ...(issuer !== undefined && { issuer }),
    ...(image !== undefined && isOf(image, source) && { image }),
  };
}

function isOf(address: string, source: string): boolean {
  return URL.canParse(address) && new URL(address).origin === new URL(source).origin;
}

function member(parent: unknown, name: string): unknown {
  return parent !== null && typeof parent === 'object'
    ? Object.entries(parent).find(([key]) => key === name)?.[1]
    : undefined;
}

function textIn(parent: unknown, name: string): string | undefined {
  const value = member(parent, name);
  return typeof value === 'string' ? value : undefined;
}
