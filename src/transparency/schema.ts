import { z } from 'zod';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const proof = z.array(hash).meta({ description: 'Hashes in the order of RFC 6962 §2.1, in hexadecimal.' });

export const inclusionQuery = z.strictObject({
  leaf: z
    .string()
    .regex(/^([0-9a-f]{64}|0|[1-9]\d{0,14})$/)
    .meta({ description: 'Index of the leaf, or its hash (RFC 6962 §2.1) in hexadecimal.' }),
  size: count.optional().meta({ description: 'Size of the log that is proved for; that of the newest checkpoint.' }),
});

export const inclusionShape = z
  .object({ index: z.int(), size: z.int(), leafHash: hash, root: hash, proof })
  .meta({ id: 'InclusionProof', description: 'Why a leaf is in the log (RFC 6962 §2.1.1).' });

export const consistencyQuery = z.strictObject({
  from: count,
  to: count.optional().meta({ description: 'That of the newest checkpoint, if not given.' }),
});

export const consistencyShape = z
  .object({ from: z.int(), to: z.int(), fromRoot: hash, toRoot: hash, proof })
  .meta({ id: 'ConsistencyProof', description: 'Why a log is a beginning of a later one (RFC 6962 §2.1.2).' });
