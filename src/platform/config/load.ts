import { z } from 'zod';
import type { Config, EncryptionKey, TokenKeys } from './config.js';
import { RETRY_DELAYS_MS, SECTIONS } from './keys.js';
import { providerSchema } from './provider-keys.js';
import { halfConfigured, providersOf } from './providers-config.js';
import { ownSecret } from './own-secrets.js';

type Environment = Record<string, string | undefined>;

const schema = z.object({
  ...SECTIONS['The server'],
  ...SECTIONS['Where data lives'],
  ...SECTIONS['What this process does'],
  ...SECTIONS['Who may call'],
  ...providerSchema.shape,
  ...SECTIONS.Costs,
  ...SECTIONS['Limits and rules'],
});
type Keys = z.infer<typeof schema>;

/** Thrown with one sentence per mistake; `main` prints it and exits. */
export class ConfigError extends Error {
  constructor(readonly mistakes: string[]) {
    super(mistakes.join('\n'));
  }
}

export function loadConfig(environment: Environment): Config {
  const keys = parse(environment);
  refuseContradictions(keys);

  const embedded = keys.DATABASE_URL === undefined;
  const demo = keys.MUNADI_DEMO ?? (embedded && keys.NODE_ENV !== 'production');
  const publicUrl = keys.PUBLIC_URL ?? `http://localhost:${keys.PORT}`;
  return {
    environment: keys.NODE_ENV,
    http: {
      port: keys.PORT,
      // Whoever reaches the demo is let in without a password, also as its administrator.
      host: keys.HOST ?? (demo ? '127.0.0.1' : '0.0.0.0'),
      publicUrl,
      corsOrigins: keys.CORS_ORIGINS,
    },
    logLevel: keys.LOG_LEVEL,
    home: keys.MUNADI_HOME,
    database: databaseOf(keys),
    queues:
      keys.REDIS_URL === undefined ? { backend: 'postgres' } : { backend: 'redis', url: keys.REDIS_URL },
    role: keys.MUNADI_ROLE,
    lanes: keys.MUNADI_LANES,
    demo,
    tokens: { issuer: keys.JWT_ISSUER, audience: keys.JWT_AUDIENCE, ...tokenKeys(keys) },
    encryptionKeys: encryptionKeys(keys),
    providers: providersOf(keys, publicUrl),
    costs: { currency: keys.CURRENCY, prices: keys.PRICES },
    rules: {
      bulkThreshold: keys.BULK_THRESHOLD,
      throttlePerHour: keys.THROTTLE_PER_HOUR,
      senderPerHour: keys.RATE_SENDER_PER_HOUR,
      campaigns: { maxRows: keys.CAMPAIGN_MAX_ROWS, maxBytes: keys.CAMPAIGN_MAX_MB * 1_000_000 },
      escalationSteps: keys.ESCALATION_STEPS,
      retryDelaysMs: RETRY_DELAYS_MS.slice(0, keys.RETRY_LIMIT),
      deadLetterDays: keys.RETENTION_DEAD_LETTERS_DAYS,
    },
  };
}

/** All that it takes to look at the data: none of the secrets. */
export function whereDataLives(environment: Environment): Pick<Config, 'home' | 'database'> {
  const keys = parse(environment);
  return { home: keys.MUNADI_HOME, database: databaseOf(keys) };
}

const databaseOf = ({ DATABASE_URL: url }: Keys): Config['database'] =>
  url === undefined ? { kind: 'embedded' } : { kind: 'external', url };

function parse(environment: Environment): Keys {
  // An empty value in a .env file means "not set".
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim()));
  const unknown = Object.keys(environment).filter(
    (key) => key.startsWith('MUNADI_') && !(key in schema.shape),
  );
  const parsed = schema.safeParse(set);
  const mistakes = [
    ...unknown.map((key) => `${key} is not a key this version knows; .env.example lists them all.`),
    ...(parsed.error?.issues ?? []).map(
      (issue) => `${issue.path[0]?.toString()} is not right: ${issue.message}.`,
    ),
  ];
  if (!parsed.success || mistakes.length > 0) throw new ConfigError(mistakes);
  return parsed.data;
}

function refuseContradictions(keys: Keys): void {
  const production = keys.NODE_ENV === 'production';
  const embedded = keys.DATABASE_URL === undefined;
  const rules: [boolean, string][] = [
    [
      production && keys.MUNADI_DEMO === true,
      'MUNADI_DEMO is never allowed with NODE_ENV=production; remove one of them.',
    ],
    [
      embedded && keys.MUNADI_ROLE !== 'all',
      `MUNADI_ROLE=${keys.MUNADI_ROLE} needs a DATABASE_URL, because the private database belongs to one process.`,
    ],
    [
      keys.JWT_SECRET !== undefined && keys.JWT_JWKS_URL !== undefined,
      'Set JWT_SECRET or JWT_JWKS_URL, not both.',
    ],
    [
      !embedded && keys.JWT_SECRET === undefined && keys.JWT_JWKS_URL === undefined,
      'With a DATABASE_URL, JWT_SECRET (at least 32 bytes) or JWT_JWKS_URL must say how member tokens are checked.',
    ],
    [
      !embedded && keys.ENCRYPTION_KEYS === undefined,
      'With a DATABASE_URL, ENCRYPTION_KEYS must be set (id:base64 of 32 bytes), and be the same in every process.',
    ],
  ];
  const mistakes = [
    ...rules.filter(([broken]) => broken).map(([, sentence]) => sentence),
    ...halfConfigured(keys),
  ];
  if (mistakes.length > 0) throw new ConfigError(mistakes);
}

function tokenKeys(keys: Keys): TokenKeys {
  if (keys.JWT_JWKS_URL) return { algorithm: keys.JWT_ALGORITHM, jwksUrl: keys.JWT_JWKS_URL };
  return {
    algorithm: 'HS256',
    secret: keys.JWT_SECRET ? Buffer.from(keys.JWT_SECRET) : ownSecret(keys.MUNADI_HOME, 'jwt-secret'),
  };
}

function encryptionKeys(keys: Keys): EncryptionKey[] {
  return keys.ENCRYPTION_KEYS ?? [{ id: 'own', key: ownSecret(keys.MUNADI_HOME, 'encryption-key') }];
}
