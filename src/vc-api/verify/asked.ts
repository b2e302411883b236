import { z } from 'zod';
import { isObject, type JsonObject } from '../../openbadges/index.ts';
import { type Flaw, flaw } from '../model/flaw.ts';
import { type CheckName, checkNames } from './checks.ts';

const optionsShape = z.looseObject({
  checks: z.array(z.enum(checkNames)).optional(),
  domain: z.string().optional(),
  challenge: z.string().optional(),
});

/** What the body of a request asks for. Without `checks` only the proof is checked, as the suites of W3C expect; the answer says so. */
export interface Asked {
  readonly subject: unknown;
  readonly checks: readonly CheckName[];
  readonly wanted: { readonly domain?: string; readonly challenge?: string };
  readonly flaws: readonly Flaw[];
}

/** @param member what is to be verified stands there */
export function askedIn(body: unknown, member: string): Asked {
  const { options = {}, [member]: subject }: JsonObject = isObject(body) ? body : {};
  const parsed = optionsShape.safeParse(options);
  const { checks = [], domain, challenge } = parsed.data ?? {};
  return {
    subject,
    checks: checkNames.filter((name) => name === 'proof' || checks.includes(name)),
    wanted: { ...(domain !== undefined && { domain }), ...(challenge !== undefined && { challenge }) },
    flaws: parsed.success
      ? []
      : [flaw([], `options: ${parsed.error.issues[0]?.path.join('.') ?? ''} is not known here`)],
  };
}
