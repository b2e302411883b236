import { type Credential, findCredentialOfAward } from '../credentials/index.ts';
import type { Deps } from '../platform/deps.ts';
import { problem } from '../platform/problem.ts';

/** @throws {Problem} `not-found` */
export async function publicCredential(on: Deps, id: string): Promise<Credential> {
  const credential = await findCredentialOfAward(on.database, id);
  if (credential === undefined) throw problem('not-found', 'There is no such badge.');
  return credential;
}
