import { z } from 'zod';
import { findPublicAward } from '../awards/index.ts';
import { findIssuer, findIssuerBySlug, type Issuer } from '../issuers/index.ts';
import type { Deps, IssuerCaller } from '../platform/deps.ts';
import { problem } from '../platform/problem.ts';
import { type Given, type Shell, UsageError } from './command.ts';
import type { House } from './house.ts';

const isId = (value: string) => z.uuid().safeParse(value).success;

/**
 * The issuer with this slug or id.
 * @throws {Problem} `not-found`
 */
export async function issuerNamed(on: Deps, name: string): Promise<Issuer> {
  const found = isId(name) ? await findIssuer(on.database, name) : await findIssuerBySlug(on.database, name);
  if (found === undefined) throw problem('not-found', `There is no issuer "${name}".`);
  return found;
}

/** @throws {UsageError} when it is no UUID */
export function idOf(value: string): string {
  if (!isId(value)) throw new UsageError(`"${value}" is no id; a UUID was expected.`);
  return value;
}

/**
 * The operator acting for the issuer that was typed.
 * @throws {Problem} `not-found`
 */
export async function callerForIssuer(shell: Shell, given: Given): Promise<House & { readonly caller: IssuerCaller }> {
  const house = await shell.house();
  const issuer = await issuerNamed(house.on, given.argument('issuer'));
  return { ...house, caller: { ...house.caller, issuerId: issuer.id } };
}

/**
 * The operator acting for the issuer of an award.
 * @throws {Problem} `not-found`
 */
export async function callerForAward({ on, caller }: House, id: string): Promise<IssuerCaller> {
  const award = await findPublicAward(on.database, idOf(id));
  if (award === undefined) throw problem('not-found', `There is no award ${id}.`);
  return { ...caller, issuerId: award.issuerId };
}
