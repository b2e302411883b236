import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { z } from 'zod';

/** How the service runs. `production` refuses every convenience that would be unsafe there. */
export type Mode = 'development' | 'production' | 'test';

/** Everything the environment says, parsed once at start; nothing else reads `process.env`. */
export interface Config {
  readonly mode: Mode;
  readonly host: string;
  readonly port: number;
  /** Files with the certificate that the service itself shows, and its key; absent: a proxy in front speaks TLS. */
  readonly tls: { readonly certificateFile: string; readonly keyFile: string } | undefined;
  /** Origin under which the world reaches us, without a trailing slash; never taken from request headers (threats.md §5). */
  readonly publicBaseUrl: string;
  /** Absolute path; holds the embedded database and, in development, generated secrets. */
  readonly dataDirectory: string;
  /** PostgreSQL 15 or newer; absent: the embedded one under `dataDirectory`. */
  readonly databaseUrl: string | undefined;
  /** Key-encryption key, see `keys.example/`: the value itself or the path of a file that holds it. */
  readonly keyEncryptionKey: string | undefined;
  readonly keyEncryptionKeyFile: string | undefined;
  /** Key-encryption keys that were in use before: values, and paths of files. */
  readonly formerKeyEncryptionKeys: readonly string[];
  readonly formerKeyEncryptionKeyFiles: readonly string[];
  /** Who keeps the key-encryption key: this machine, or a PKCS#11 token. */
  readonly custody: 'local' | 'pkcs11';
  /** Absent: no token. */
  readonly pkcs11: Pkcs11Config | undefined;
  /** The operator's API key: the only key that may create issuers. */
  readonly operatorKey: string | undefined;
  /** The identity provider of the people who work for issuers (OpenID Connect), and the audience of the tokens that it makes for us. */
  readonly oidcIssuer: string | undefined;
  readonly oidcAudience: string | undefined;
  /** Origins whose pages may call the API from a browser. */
  readonly corsOrigins: readonly string[];
  /** Addresses or networks of the proxies in front, whose word on the caller's address is taken. */
  readonly trustedProxies: readonly string[];
  /** Requests a minute, for one network address and for one API key or person. */
  readonly requestsPerAddress: number;
  readonly requestsPerKey: number;
  /** Badges whose proofs are checked at the same time, each in a thread of its own. */
  readonly verifyThreads: number;
  /** Bearer token of whoever reads `/metrics` from elsewhere; absent: only this machine may. */
  readonly metricsToken: string | undefined;
  /** Starts on a database that a later release has migrated: for going back by one release. */
  readonly allowNewerSchema: boolean;
  /** Folder that the embedded server copies its write-ahead log to, for restores to a moment; absolute. */
  readonly archiveDirectory: string | undefined;
  /** Seconds from "not ready" to "not listening", and from there to the end at the latest. */
  readonly drainSeconds: number;
  readonly shutdownSeconds: number;
  /** Where traces go (OTLP over HTTP); absent: none are made. */
  readonly traces: { readonly endpoint: string; readonly serviceName: string; readonly ratio: number } | undefined;
  /** `host:port` to which requests may go without TLS and to private addresses. */
  readonly outboundAllow: readonly string[];
  /** The same, for the addresses that badges name: anybody may send a badge, so this is another list. */
  readonly verifyAllow: readonly string[];
  /** Ports beside 443 to which https requests may go. */
  readonly outboundPorts: readonly number[];
  /** False while the previous release still runs beside this one: it cannot read learners that are sealed (docs/privacy.md). */
  readonly sealLearnerData: boolean;
  /** Absent: no mails are sent. */
  readonly mail: MailConfig | undefined;
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
}

/** A PKCS#11 token that keeps a key-encryption key. */
export interface Pkcs11Config {
  /** Path of the library of the token's maker. */
  readonly module: string;
  readonly tokenLabel: string;
  readonly keyLabel: string;
  /** Labels of keys in the same token that were in use before. */
  readonly formerKeyLabels: readonly string[];
  readonly pin: string | undefined;
  readonly pinFile: string | undefined;
  /** Variables that the library itself reads, such as SOFTHSM2_CONF; nothing else of our environment reaches it. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Where mails are handed over, and who they are from. */
export interface MailConfig {
  readonly server: {
    readonly host: string;
    readonly port: number;
    /** TLS from the first byte (RFC 8314); otherwise STARTTLS where the server offers it. */
    readonly secure: boolean;
    /** Nothing is said without TLS: a password would be. */
    readonly requireTLS: boolean;
    readonly auth?: { readonly user: string; readonly pass: string };
    /** How we greet the server (RFC 5321 §4.1.1.1); the name of this machine is nobody's business. */
    readonly name: string;
  };
  readonly from: { readonly address: string; readonly name?: string };
}

/** The settings could not be understood. `message` names every variable and what was expected; it never holds a value. */
export class ConfigError extends Error {}

const blankIsAbsent = (value: unknown) => (value === '' ? undefined : value);
const optionalText = z.preprocess(blankIsAbsent, z.string().optional());

/** Several values, parted by commas. */
function list(item: z.ZodType<string, string>) {
  return z
    .string()
    .default('')
    .transform((text) =>
      text
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== ''),
    )
    .pipe(z.array(item));
}

const environment = z.object({
  NODE_ENV: z.preprocess(blankIsAbsent, z.enum(['development', 'production', 'test']).default('development')),
  HOST: z.preprocess(blankIsAbsent, z.string().default('127.0.0.1')),
  PORT: z.preprocess(blankIsAbsent, z.coerce.number().int().min(1).max(65535).default(3000)),
  TLS_CERTIFICATE_FILE: optionalText,
  TLS_KEY_FILE: optionalText,
  PUBLIC_BASE_URL: z.preprocess(
    blankIsAbsent,
    z
      .url({ protocol: /^https?$/ })
      .refine(isOrigin, 'an origin such as https://badges.example was expected: no path, no user name')
      .optional(),
  ),
  DATA_DIR: z.preprocess(blankIsAbsent, z.string().default('data')),
  DATABASE_URL: z.preprocess(blankIsAbsent, z.url({ protocol: /^postgres(ql)?$/ }).optional()),
  KEY_ENCRYPTION_KEY: optionalText,
  KEY_ENCRYPTION_KEY_FILE: optionalText,
  KEY_ENCRYPTION_KEY_PREVIOUS: z.preprocess(blankIsAbsent, list(z.string())),
  KEY_ENCRYPTION_KEY_PREVIOUS_FILE: z.preprocess(blankIsAbsent, list(z.string())),
  KEY_CUSTODY: z.preprocess(blankIsAbsent, z.enum(['local', 'pkcs11']).default('local')),
  PKCS11_MODULE: optionalText,
  PKCS11_TOKEN_LABEL: optionalText,
  PKCS11_KEY_LABEL: optionalText,
  PKCS11_KEY_LABEL_PREVIOUS: z.preprocess(blankIsAbsent, list(z.string())),
  PKCS11_PIN: optionalText,
  PKCS11_PIN_FILE: optionalText,
  PKCS11_MODULE_VARIABLES: z.preprocess(blankIsAbsent, list(z.string())),
  OPERATOR_KEY: z.preprocess(blankIsAbsent, z.string().min(32).optional()),
  OIDC_ISSUER: z.preprocess(blankIsAbsent, z.url({ protocol: /^https?$/ }).optional()),
  OIDC_AUDIENCE: optionalText,
  CORS_ORIGINS: z.preprocess(
    blankIsAbsent,
    list(z.string().refine(isOrigin, 'origins such as https://console.example, parted by commas, were expected')),
  ),
  TRUSTED_PROXIES: z.preprocess(
    blankIsAbsent,
    list(
      z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], 'addresses or networks such as 10.0.0.0/8 were expected'),
    ),
  ),
  RATE_LIMIT_PER_ADDRESS: z.preprocess(blankIsAbsent, z.coerce.number().int().min(1).default(3_000)),
  RATE_LIMIT_PER_KEY: z.preprocess(blankIsAbsent, z.coerce.number().int().min(1).default(6_000)),
  VERIFY_THREADS: z.preprocess(blankIsAbsent, z.coerce.number().int().min(1).max(64).default(availableParallelism())),
  METRICS_TOKEN: z.preprocess(blankIsAbsent, z.string().min(16).optional()),
  ALLOW_NEWER_SCHEMA: z.preprocess(blankIsAbsent, z.enum(['yes', 'no']).default('no')),
  ARCHIVE_DIR: optionalText,
  DRAIN_SECONDS: z.preprocess(blankIsAbsent, z.coerce.number().min(0).max(300).default(0)),
  SHUTDOWN_SECONDS: z.preprocess(blankIsAbsent, z.coerce.number().min(1).max(300).default(10)),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.preprocess(blankIsAbsent, z.url({ protocol: /^https?$/ }).optional()),
  OTEL_SERVICE_NAME: z.preprocess(blankIsAbsent, z.string().max(100).default('stempel')),
  OTEL_TRACES_SAMPLER_ARG: z.preprocess(blankIsAbsent, z.coerce.number().min(0).max(1).default(1)),
  OUTBOUND_ALLOW: z.preprocess(
    blankIsAbsent,
    list(z.string().regex(/^[^\s/@?#]+:\d{1,5}$/, 'host:port, parted by commas, was expected')),
  ),
  VERIFY_ALLOW: z.preprocess(
    blankIsAbsent,
    list(z.string().regex(/^[^\s/@?#]+:\d{1,5}$/, 'host:port, parted by commas, was expected')),
  ),
  OUTBOUND_PORTS: z.preprocess(
    blankIsAbsent,
    list(z.string().regex(/^[1-9]\d{0,4}$/, 'ports such as 8443, parted by commas, were expected')),
  ),
  SEAL_LEARNER_DATA: z.preprocess(blankIsAbsent, z.enum(['now', 'later']).default('now')),
  SMTP_URL: z.preprocess(
    blankIsAbsent,
    z
      .url({ protocol: /^smtps?$/ })
      .refine(isMailServer, 'a mail server such as smtps://user:password@mail.example was expected: no path')
      .optional(),
  ),
  MAIL_FROM: z.preprocess(
    blankIsAbsent,
    z
      .string()
      .refine((text) => readMailbox(text) !== undefined, 'a mailbox such as Stempel <badges@mail.example> was expected')
      .optional(),
  ),
  LOG_LEVEL: z.preprocess(
    blankIsAbsent,
    z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  ),
});

/** Badges, DIDs and pages are addressed from the root of a host; under a path of it they would not be found. */
function isOrigin(address: string): boolean {
  return URL.canParse(address) && new URL(address).href === `${new URL(address).origin}/`;
}

function isMailServer(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { hostname, pathname, search, hash, username, password } = new URL(address);
  if ([username, password].some((part) => decoded(part) === undefined)) return false;
  return hostname !== '' && (pathname === '' || pathname === '/') && search === '' && hash === '';
}

/** Without percent signs (RFC 3986 §2.1); nothing where one of them stands for nothing. */
function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}

/** `badges@mail.example` or `Stempel <badges@mail.example>` (RFC 5322 §3.4 mailbox, without comments). */
function readMailbox(text: string): MailConfig['from'] | undefined {
  const { name, address } =
    /^(?:"?(?<name>[^<>"\r\n]*?)"?\s*<)?(?<address>[^<>\s]+)>?$/.exec(text.trim())?.groups ?? {};
  if (address === undefined || !z.email().safeParse(address).success) return undefined;
  return { address, ...(name !== undefined && name !== '' && { name }) };
}

/** The names of the variables that {@link readConfig} reads; `docs/configuration.md` must describe each. */
export const configurationVariables = Object.keys(environment.shape);

/**
 * Reads the configuration from environment variables.
 * @param variables usually `process.env`
 * @throws {ConfigError} when a variable is malformed, or when production lacks what only production needs
 */
export function readConfig(variables: Record<string, string | undefined>): Config {
  const parsed = environment.safeParse(variables);
  if (!parsed.success) {
    throw new ConfigError(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n'));
  }
  const values = parsed.data;
  if (values.NODE_ENV === 'production') requireForProduction(values);
  return {
    mode: values.NODE_ENV,
    host: values.HOST,
    port: values.PORT,
    tls: readTls(values),
    publicBaseUrl: new URL(values.PUBLIC_BASE_URL ?? `${schemeOf(values)}://localhost:${values.PORT}`).origin,
    dataDirectory: resolve(values.DATA_DIR),
    databaseUrl: values.DATABASE_URL,
    keyEncryptionKey: values.KEY_ENCRYPTION_KEY,
    keyEncryptionKeyFile: values.KEY_ENCRYPTION_KEY_FILE,
    formerKeyEncryptionKeys: values.KEY_ENCRYPTION_KEY_PREVIOUS,
    formerKeyEncryptionKeyFiles: values.KEY_ENCRYPTION_KEY_PREVIOUS_FILE,
    custody: values.KEY_CUSTODY,
    pkcs11: readPkcs11(values, variables),
    operatorKey: values.OPERATOR_KEY,
    oidcIssuer: values.OIDC_ISSUER,
    oidcAudience: values.OIDC_AUDIENCE,
    corsOrigins: values.CORS_ORIGINS,
    trustedProxies: values.TRUSTED_PROXIES,
    requestsPerAddress: values.RATE_LIMIT_PER_ADDRESS,
    requestsPerKey: values.RATE_LIMIT_PER_KEY,
    verifyThreads: values.VERIFY_THREADS,
    metricsToken: values.METRICS_TOKEN,
    allowNewerSchema: values.ALLOW_NEWER_SCHEMA === 'yes',
    archiveDirectory: values.ARCHIVE_DIR === undefined ? undefined : resolve(values.ARCHIVE_DIR),
    drainSeconds: values.DRAIN_SECONDS,
    shutdownSeconds: values.SHUTDOWN_SECONDS,
    traces:
      values.OTEL_EXPORTER_OTLP_ENDPOINT === undefined
        ? undefined
        : {
            endpoint: values.OTEL_EXPORTER_OTLP_ENDPOINT,
            serviceName: values.OTEL_SERVICE_NAME,
            ratio: values.OTEL_TRACES_SAMPLER_ARG,
          },
    outboundAllow: values.OUTBOUND_ALLOW.map((each) => each.toLowerCase()),
    verifyAllow: values.VERIFY_ALLOW.map((each) => each.toLowerCase()),
    outboundPorts: values.OUTBOUND_PORTS.map(Number),
    sealLearnerData: values.SEAL_LEARNER_DATA === 'now',
    mail: readMail(values),
    logLevel: values.LOG_LEVEL,
  };
}

function readTls(values: z.infer<typeof environment>): Config['tls'] {
  const { TLS_CERTIFICATE_FILE: certificateFile, TLS_KEY_FILE: keyFile } = values;
  if (certificateFile !== undefined && keyFile !== undefined) return { certificateFile, keyFile };
  if (certificateFile === undefined && keyFile === undefined) return undefined;
  throw new ConfigError('TLS needs both TLS_CERTIFICATE_FILE and TLS_KEY_FILE; without TLS, neither.');
}

const schemeOf = (values: z.infer<typeof environment>) =>
  values.TLS_CERTIFICATE_FILE === undefined ? 'http' : 'https';

function readMail(values: z.infer<typeof environment>): MailConfig | undefined {
  if (values.SMTP_URL === undefined) return undefined;
  const from = values.MAIL_FROM === undefined ? undefined : readMailbox(values.MAIL_FROM);
  if (from === undefined) throw new ConfigError('SMTP_URL needs MAIL_FROM: the mailbox that mails are from.');
  const { protocol, hostname, port, username, password } = new URL(values.SMTP_URL);
  const secure = protocol === 'smtps:';
  const isSigned = username !== '';
  return {
    server: {
      host: hostname.replace(/^\[(.*)\]$/, '$1'),
      port: port === '' ? (secure ? 465 : 587) : Number(port),
      secure,
      requireTLS: !secure && isSigned && !['localhost', '127.0.0.1', '[::1]'].includes(hostname),
      ...(isSigned && { auth: { user: decoded(username) ?? '', pass: decoded(password) ?? '' } }),
      name: new URL(values.PUBLIC_BASE_URL ?? 'http://localhost').hostname,
    },
    from,
  };
}

function readPkcs11(
  values: z.infer<typeof environment>,
  variables: Record<string, string | undefined>,
): Pkcs11Config | undefined {
  const { PKCS11_MODULE: module, PKCS11_TOKEN_LABEL: tokenLabel, PKCS11_KEY_LABEL: keyLabel } = values;
  if (module === undefined && values.KEY_CUSTODY === 'local') return undefined;
  const { PKCS11_PIN: pin, PKCS11_PIN_FILE: pinFile } = values;
  if (module === undefined || tokenLabel === undefined || keyLabel === undefined || (pin ?? pinFile) === undefined) {
    throw new ConfigError(
      'A PKCS#11 token needs PKCS11_MODULE, PKCS11_TOKEN_LABEL, PKCS11_KEY_LABEL and PKCS11_PIN_FILE (or PKCS11_PIN); see docs/keys.md.',
    );
  }
  const environment = Object.fromEntries(
    values.PKCS11_MODULE_VARIABLES.map((name) => [name, variables[name] ?? '']).filter(([, value]) => value !== ''),
  );
  return {
    module,
    tokenLabel,
    keyLabel,
    formerKeyLabels: values.PKCS11_KEY_LABEL_PREVIOUS,
    pin,
    pinFile,
    environment,
  };
}

function requireForProduction(values: z.infer<typeof environment>): void {
  const missing: string[] = [];
  if (!isPublicOrigin(values.PUBLIC_BASE_URL)) missing.push('PUBLIC_BASE_URL: the https origin of this service');
  const local = values.KEY_CUSTODY === 'local';
  if (local && values.KEY_ENCRYPTION_KEY === undefined && values.KEY_ENCRYPTION_KEY_FILE === undefined) {
    missing.push('KEY_ENCRYPTION_KEY_FILE (or KEY_ENCRYPTION_KEY): see keys.example/');
  }
  if (values.OPERATOR_KEY === undefined) missing.push('OPERATOR_KEY: at least 32 characters');
  if (missing.length > 0) throw new ConfigError(`NODE_ENV=production needs:\n${missing.join('\n')}`);
}

/** did:web is read over https only; a machine that tries out production mode for itself may go without. */
function isPublicOrigin(address: string | undefined): boolean {
  return (
    address !== undefined &&
    (/^https:/i.test(address) || ['localhost', '127.0.0.1', '[::1]'].includes(new URL(address).hostname))
  );
}
