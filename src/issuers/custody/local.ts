import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { type Config, ConfigError } from '../../platform/config.ts';
import { generatedSecret } from '../../platform/generated-secret.ts';
import { type Custody, refuseOther } from './custody.ts';
import { open, seal } from './sealed-box.ts';
import { readSecretFile } from './secret-file.ts';

/** SHA-256 of the key in `keys.example/`, which everybody knows. */
const exampleKeyDigest = '255371463aebe433f732aa8156aa054c436af97a7f26c18d4dd3c073e22b8ce8';

/**
 * A custody on this machine: the key-encryption key comes from the environment or a file. In development, without either,
 * one is generated once under the data directory.
 * @throws {ConfigError} when the key is malformed, or unsafe for production (the example key, or a file that others may read)
 */
export async function openLocalCustody(config: Config): Promise<Custody> {
  return localCustody(await readKey(config), config, 'KEY_ENCRYPTION_KEY');
}

/**
 * The custodies of the key-encryption keys that were in use before, to open what they wrapped until it is re-wrapped.
 * @throws {ConfigError} as {@link openLocalCustody}
 */
export async function openFormerLocalCustodies(config: Config): Promise<Custody[]> {
  const texts = [...config.formerKeyEncryptionKeys];
  for (const path of config.formerKeyEncryptionKeyFiles)
    texts.push(await readSecretFile(config, path, 'KEY_ENCRYPTION_KEY_PREVIOUS_FILE'));
  return texts.map((text) => localCustody(text, config, 'KEY_ENCRYPTION_KEY_PREVIOUS'));
}

function localCustody(text: string, config: Config, variable: string): Custody {
  const key = parseKey(text);
  if (config.mode === 'production' && sha256(key) === exampleKeyDigest) {
    throw new ConfigError(
      `${variable} is the example key of keys.example/, which everybody knows. Make your own; see keys.example/README.md.`,
    );
  }
  const keyEncryptionKeyId = `local:${sha256(key).slice(0, 16)}`;
  return {
    keyEncryptionKeyId,
    wrap: async (dataKey, context) => seal(dataKey, key, context),
    unwrap: async (wrapped, context, under = keyEncryptionKeyId) => {
      refuseOther(under, keyEncryptionKeyId);
      return open(wrapped, key, context);
    },
  };
}

async function readKey(config: Config): Promise<string> {
  if (config.keyEncryptionKey !== undefined) return config.keyEncryptionKey;
  if (config.keyEncryptionKeyFile !== undefined)
    return readSecretFile(config, config.keyEncryptionKeyFile, 'KEY_ENCRYPTION_KEY_FILE');
  if (config.mode === 'production')
    throw new ConfigError('Production makes no key-encryption key by itself; set KEY_ENCRYPTION_KEY_FILE.');
  return generatedSecret(join(config.dataDirectory, 'key-encryption-key'), () => randomBytes(32).toString('base64'));
}

function parseKey(text: string): Buffer {
  const line = text
    .split('\n')
    .map((each) => each.trim())
    .find((each) => each !== '' && !each.startsWith('#'));
  const key = Buffer.from(line ?? '', 'base64');
  if (key.length !== 32 || key.toString('base64') !== line) {
    throw new ConfigError(
      'The key-encryption key must be 32 bytes in base64 (44 characters); see keys.example/README.md.',
    );
  }
  return key;
}

function sha256(key: Buffer): string {
  return createHash('sha256').update(key).digest('hex');
}
