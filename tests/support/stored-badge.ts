import { listCredentialsOfAward } from '../../src/credentials/index.ts';
import { createPrivacy } from '../../src/privacy/index.ts';
import { rowsOf } from './stored.ts';
import type { World } from './world.ts';

/** The signed bytes of every issue of a badge, as whoever has the database and the custody can read them. */
export async function storedBytesOf(world: World, awardId: string): Promise<Buffer[]> {
  const privacy = createPrivacy(world.custody, true);
  const [award] = await rowsOf(world.database, 'select issuer_id from awards where id = $1', awardId);
  const issues = await listCredentialsOfAward({ privacy }, world.database, award.issuer_id, awardId);
  return issues.map(({ bytes }) => bytes);
}
