import { z } from 'zod';
import { LANES } from '../queues/lanes.js';
import { escalationSteps } from './escalation-steps.js';
import { isCurrency, pricesOf } from './prices.js';
import { PROVIDER_SECTIONS } from './provider-keys.js';
import { flag, isOrigin, list, port, url, whole } from './values.js';

/** How long a temporary failure waits, after the first, the second … */
export const RETRY_DELAYS_MS: readonly number[] = [1_000, 5_000, 30_000, 300_000];

/**
 * Every key the process reads, under the heading it has in `.env.example`, which is generated from here.
 * The description of a key is what an operator reads there.
 */
export const SECTIONS = {
  'The server': {
    PORT: port.default(3000).describe('Where HTTP and sockets are served.'),
    HOST: z
      .string()
      .optional()
      .describe(
        'The address it binds to. Not set: 127.0.0.1 with the demo, which has no passwords; else 0.0.0.0.',
      ),
    PUBLIC_URL: url('http:', 'https:')
      .optional()
      .describe('How people reach it, for links in messages. Not set: http://localhost:PORT.'),
    CORS_ORIGINS: list()
      .pipe(z.array(z.string().refine(isOrigin, 'each must be an origin such as https://example.org')))
      .default([])
      .describe('Origins that browsers may call from, comma-separated. Not set: only its own.'),
    LOG_LEVEL: z
      .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
      .default('info')
      .describe('The least severe line that is logged.'),
    NODE_ENV: z
      .enum(['development', 'production', 'test'])
      .default('development')
      .describe('In production nothing falls back to the sandbox, and there is no demo.'),
  },
  'Where data lives': {
    DATABASE_URL: url('postgres:', 'postgresql:')
      .optional()
      .describe('A PostgreSQL 18 or newer. Not set: a private one is started under MUNADI_HOME.'),
    MUNADI_HOME: z
      .string()
      .min(1)
      .default('.munadi')
      .describe('The folder of the private database and of secrets made at the first start.'),
    REDIS_URL: z
      .string()
      .regex(
        /^(rediss?|redis\+(cluster|sentinel)):\/\/[^/\s]+(\/[\w-]*)?$/,
        'must start with redis://, rediss://, redis+cluster:// or redis+sentinel:// and name a host',
      )
      .optional()
      .describe('Queues and sockets on Redis or Valkey (with noeviction). Not set: on PostgreSQL.'),
  },
  'What this process does': {
    MUNADI_ROLE: z
      .enum(['all', 'api', 'worker'])
      .default('all')
      .describe('all, api (never executes jobs) or worker (serves only /health and /metrics).'),
    MUNADI_LANES: list()
      .pipe(z.array(z.enum(LANES)).min(1))
      .transform((lanes) => [...new Set(lanes)])
      .default([...LANES])
      .describe('The lanes a worker serves, comma-separated.'),
    MUNADI_DEMO: flag
      .optional()
      .describe(
        '1: seed the demo community and allow the demo login. Not set: only with the private database. Never in production.',
      ),
  },
  'Who may call': {
    JWT_SECRET: z
      .string()
      .refine((text) => Buffer.byteLength(text) >= 32, 'must be at least 32 bytes')
      .optional()
      .describe('Checks member tokens signed with HS256. At least 32 bytes.'),
    JWT_JWKS_URL: url('http:', 'https:').optional().describe('Or: where the public keys of your issuer are.'),
    JWT_ALGORITHM: z
      .enum(['RS256', 'PS256', 'ES256', 'EdDSA'])
      .default('RS256')
      .describe('The one algorithm accepted with JWT_JWKS_URL. With JWT_SECRET it is HS256.'),
    JWT_ISSUER: z.string().min(1).default('munadi').describe('The `iss` a token must carry.'),
    JWT_AUDIENCE: z.string().min(1).default('munadi').describe('The `aud` a token must carry.'),
    ENCRYPTION_KEYS: list()
      .pipe(
        z
          .array(
            z
              .string()
              .regex(/^[A-Za-z0-9_-]+:[A-Za-z0-9+/]{43}=$/, 'each key must be id:base64 of 32 bytes')
              .transform((text) => {
                const [id = '', key = ''] = text.split(':');
                return { id, key: Buffer.from(key, 'base64') };
              }),
          )
          .min(1),
      )
      .refine(
        (keys) => new Set(keys.map(({ id }) => id)).size === keys.length,
        'every key must have an id of its own',
      )
      .optional()
      .describe(
        'What encrypts device tokens and webhook secrets at rest, and signs unsubscribe links: id:base64 of 32 bytes, comma-separated, newest first.',
      ),
  },
  ...PROVIDER_SECTIONS,
  Costs: {
    PRICES: list()
      .transform((entries, context) => {
        const prices = pricesOf(entries);
        if (typeof prices !== 'string') return prices;
        context.addIssue(prices);
        return z.NEVER;
      })
      .prefault('SMS:0.008,WHATSAPP:0.01,EMAIL:0.0001')
      .describe(
        'What one of each costs, an SMS by segment: by channel, or CHANNEL/provider, which goes first. Not set: estimates; put in what you pay.',
      ),
    CURRENCY: z
      .string()
      .refine(isCurrency, 'must be an ISO 4217 currency, like USD')
      .default('USD')
      .describe('The currency of PRICES.'),
  },
  'Limits and rules': {
    BULK_THRESHOLD: whole()
      .min(1)
      .default(1000)
      .describe('An audience above this goes by the bulk lane, unless it is CRITICAL.'),
    THROTTLE_PER_HOUR: whole()
      .min(1)
      .default(100)
      .describe('Notifications that may interrupt a member in an hour; CRITICAL ones always do.'),
    RATE_SENDER_PER_HOUR: whole()
      .min(1)
      .default(60)
      .describe('Messages that a head or ADMIN may send in an hour. Occurrences of schedules do not count.'),
    CAMPAIGN_MAX_ROWS: whole()
      .min(1)
      .max(1_000_000)
      .default(200_000)
      .describe('People that one CSV may list.'),
    CAMPAIGN_MAX_MB: whole().min(1).max(1_000).default(100).describe('How large a CSV may be.'),
    ESCALATION_STEPS: escalationSteps
      .prefault('SMS:10m,WHATSAPP:10m,EMAIL:40m')
      .describe(
        'How long each channel waits for somebody to read, where a message escalates (s, m or h); others leave at once.',
      ),
    RETRY_LIMIT: whole()
      .min(0)
      .max(RETRY_DELAYS_MS.length)
      .default(3)
      .describe(
        'Retries of a temporary failure with each provider of a channel: after 1 s, 5 s, 30 s and 5 min.',
      ),
    RETENTION_DEAD_LETTERS_DAYS: whole()
      .min(1)
      .max(365)
      .default(7)
      .describe('For how many days a delivery that failed is listed and can be sent again.'),
  },
} as const;
