import { spawn } from 'node:child_process';
import { constants, createHash, createPublicKey, type KeyObject, publicEncrypt, randomBytes } from 'node:crypto';
import { type Config, ConfigError, type Pkcs11Config } from '../../platform/config.ts';
import { type Custody, refuseOther } from './custody.ts';
import { open, seal } from './sealed-box.ts';
import { readSecretFile } from './secret-file.ts';

/** A token that takes longer than this is gone. */
const patience = 20_000;

/**
 * OAEP with SHA-1: the only one that SoftHSM and many tokens know. It is among those that
 * RFC 8017 appendix B.1 recommends for OAEP, which does not rest on collisions being hard to find.
 */
const oaep = ['--mechanism', 'RSA-PKCS-OAEP', '--hash-algorithm', 'SHA-1', '--mgf', 'MGF1-SHA1'] as const;

/**
 * A custody whose key-encryption key is an RSA key that never leaves a PKCS#11 token. OpenSC's `pkcs11-tool` talks to the token; the
 * reasons are in decision 0010. Each data key is sealed under a random key of its own with the context as authenticated data, and that random
 * key goes to the public key of the token; so wrapping needs no token, unwrapping needs it once per data key.
 * @throws {ConfigError} when the token cannot be used: every fault shows at the start, and not when the first badge is due
 */
export async function openPkcs11Custody(config: Config): Promise<Custody> {
  return openTokenKey(config, tokenOf(config), tokenOf(config).keyLabel);
}

/** The custodies of keys in the same token that were in use before. */
export async function openFormerPkcs11Custodies(config: Config): Promise<Custody[]> {
  const { pkcs11 } = config;
  if (pkcs11 === undefined) return [];
  // One after the other: a token may allow one session at a time.
  const custodies: Custody[] = [];
  for (const label of pkcs11.formerKeyLabels) custodies.push(await openTokenKey(config, pkcs11, label));
  return custodies;
}

function tokenOf({ pkcs11 }: Config): Pkcs11Config {
  if (pkcs11 === undefined) throw new ConfigError('KEY_CUSTODY=pkcs11 needs a token; see docs/keys.md.');
  return pkcs11;
}

async function openTokenKey(config: Config, token: Pkcs11Config, label: string): Promise<Custody> {
  const pin = await readPin(config, token);
  const id = await findKeyId(token, label);
  const publicKey = await readPublicKey(token, label, id);
  const spki = publicKey.export({ format: 'der', type: 'spki' });
  const keyEncryptionKeyId = `pkcs11:${createHash('sha256').update(spki).digest('hex').slice(0, 16)}`;
  const custody: Custody = {
    keyEncryptionKeyId,
    wrap: async (dataKey, context) => wrap(publicKey, dataKey, context),
    async unwrap(wrapped, context, under = keyEncryptionKeyId) {
      refuseOther(under, keyEncryptionKeyId);
      const length = wrapped.readUInt16BE(0);
      const [forToken, sealed] = [wrapped.subarray(2, 2 + length), wrapped.subarray(2 + length)];
      const decrypt = ['--login', '--pin', 'env:PIN', '--decrypt', ...oaep, '--id', id];
      return open(sealed, await runTool(token, decrypt, { pin, input: forToken }), context);
    },
  };
  await tryOut(custody, label);
  return custody;
}

/** 2 bytes of length ‖ the random key under the public key ‖ the data key under the random key. */
function wrap(publicKey: KeyObject, dataKey: Buffer, context: string): Buffer {
  const random = randomBytes(32);
  const forToken = publicEncrypt(
    { key: publicKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' },
    random,
  );
  const length = Buffer.alloc(2);
  length.writeUInt16BE(forToken.length);
  return Buffer.concat([length, forToken, seal(dataKey, random, context)]);
}

async function readPin(config: Config, { pin, pinFile }: Pkcs11Config): Promise<string> {
  return pin ?? (await readSecretFile(config, pinFile ?? '', 'PKCS11_PIN_FILE')).trim();
}

/** The id that both halves of a key pair share. `pkcs11-tool` decrypts by it alone: of a label it takes no notice there. */
async function findKeyId(token: Pkcs11Config, label: string): Promise<string> {
  const listed = await runTool(token, ['--list-objects', '--type', 'pubkey']).catch(unreadable(label));
  const ids = listed
    .toString()
    .split(/^(?=Public Key Object)/m)
    .filter((object) => /^ +label: +(.*)$/m.exec(object)?.[1] === label)
    .map((object) => /^ +ID: +([0-9a-f]+)$/m.exec(object)?.[1]);
  const [id] = ids;
  if (ids.length !== 1 || id === undefined)
    throw new ConfigError(
      `PKCS#11: the key "${label}" cannot be read: there must be one public key with that label, with an id.`,
    );
  return id;
}

async function readPublicKey(token: Pkcs11Config, label: string, id: string): Promise<KeyObject> {
  const read = ['--read-object', '--type', 'pubkey', '--id', id];
  const bytes = await runTool(token, read).catch(unreadable(label));
  const key = createPublicKey({ key: bytes, format: 'der', type: 'spki' });
  if (key.asymmetricKeyType !== 'rsa' || (key.asymmetricKeyDetails?.modulusLength ?? 0) < 2048) {
    throw new ConfigError(`PKCS#11: the key "${label}" must be RSA of 2048 bits or more.`);
  }
  return key;
}

function unreadable(label: string) {
  return (error: Error): never => {
    throw new ConfigError(`PKCS#11: the key "${label}" cannot be read: ${error.message}`);
  };
}

/** One attempt, because a token locks itself after a few wrong PINs. */
async function tryOut(custody: Custody, label: string): Promise<void> {
  const dataKey = randomBytes(32);
  const opened = await custody.unwrap(await custody.wrap(dataKey, 'trial'), 'trial').catch((error: Error) => {
    throw new ConfigError(`PKCS#11: the token does not decrypt with the key "${label}": ${error.message}`);
  });
  if (!opened.equals(dataKey)) throw new ConfigError(`PKCS#11: the key "${label}" is not the one of its public half.`);
}

/**
 * Runs `pkcs11-tool` with nothing of our own environment but what the token's library reads; the PIN goes over the environment, which no
 * other account can read, not over the command line, which all can.
 */
async function runTool(
  { module, tokenLabel, environment }: Pkcs11Config,
  words: readonly string[],
  { pin, input }: { pin?: string; input?: Buffer } = {},
): Promise<Buffer> {
  const child = spawn('pkcs11-tool', ['--module', module, '--token-label', tokenLabel, ...words], {
    env: { ...environment, ...(pin !== undefined && { PIN: pin }) },
    stdio: ['pipe', 'pipe', 'pipe'],
    timeout: patience,
  });
  const [output, complaints]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on('data', (bytes: Buffer) => output.push(bytes));
  child.stderr.on('data', (bytes: Buffer) => complaints.push(bytes));
  // A tool that ends before it has read its input breaks the pipe; its exit code says what was wrong.
  child.stdin.on('error', () => undefined).end(input);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', () => reject(new Error('pkcs11-tool (OpenSC) cannot be started; is it installed?')));
    child.on('close', resolve);
  });
  if (code === 0) return Buffer.concat(output);
  // Only the name of the fault: what else the tool says is not ours to vouch for.
  const fault = /CKR_[A-Z_]+/.exec(Buffer.concat(complaints).toString())?.[0] ?? `pkcs11-tool ended with ${code}`;
  throw new Error(fault);
}
