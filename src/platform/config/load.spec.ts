import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { envExample } from './env-example.js';
import { ConfigError, loadConfig } from './load.js';

type Environment = Record<string, string>;

const SECRET = 'sixteen and sixteen more, at least';
const key = (id: string, fill = 1) => `${id}:${Buffer.alloc(32, fill).toString('base64')}`;
/** What somebody with a database of their own must say at least. */
const EXTERNAL = { DATABASE_URL: 'postgres://db/munadi', JWT_SECRET: SECRET, ENCRYPTION_KEYS: key('k1') };

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'munadi-config-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const embedded = (environment: Environment = {}) => loadConfig({ MUNADI_HOME: home, ...environment });
const external = (environment: Environment = {}) => loadConfig({ ...EXTERNAL, ...environment });

function mistakes(environment: Environment): string[] {
  try {
    embedded(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.mistakes;
    throw error;
  }
  return [];
}

describe('An empty environment', () => {
  it('is a whole system on a private database, with the demo', () => {
    expect(embedded()).toMatchObject({
      environment: 'development',
      http: { port: 3000, host: '127.0.0.1', publicUrl: 'http://localhost:3000', corsOrigins: [] },
      home,
      database: { kind: 'embedded' },
      queues: { backend: 'postgres' },
      role: 'all',
      lanes: ['critical', 'important', 'bulk'],
      demo: true,
      tokens: { issuer: 'munadi', audience: 'munadi', algorithm: 'HS256' },
      providers: { email: { smtp: undefined } },
      rules: {
        bulkThreshold: 1000,
        retryDelaysMs: [1_000, 5_000, 30_000],
        deadLetterDays: 7,
        escalationSteps: [
          { channel: 'SMS', afterSeconds: 600 },
          { channel: 'WHATSAPP', afterSeconds: 600 },
          { channel: 'EMAIL', afterSeconds: 2_400 },
        ],
      },
    });
  });

  it('is the same as one with every line of .env.example', () => {
    const { MUNADI_HOME: _, ...lines } = parseEnv(envExample().replaceAll(/^#(?=[A-Z_]+=)/gm, ''));
    expect(embedded(lines as Environment)).toEqual(embedded());
  });

  it('is the same as one where every value is empty', () => {
    const empty = {
      PORT: '',
      DATABASE_URL: '',
      REDIS_URL: '  ',
      MUNADI_LANES: '',
      JWT_SECRET: '',
      SMTP_HOST: '',
    };
    expect(embedded(empty)).toEqual(embedded());
  });
});

describe('A good value', () => {
  it.each<[string, Environment, object]>([
    [
      'a port, which the public address follows',
      { PORT: '8080' },
      { http: { port: 8080, publicUrl: 'http://localhost:8080' } },
    ],
    [
      'a public address',
      { PUBLIC_URL: 'https://munadi.example' },
      { http: { publicUrl: 'https://munadi.example' } },
    ],
    [
      'origins',
      { CORS_ORIGINS: 'https://a.example, https://b.example,' },
      { http: { corsOrigins: ['https://a.example', 'https://b.example'] } },
    ],
    [
      'a Redis',
      { REDIS_URL: 'redis://cache:6379/2' },
      { queues: { backend: 'redis', url: 'redis://cache:6379/2' } },
    ],
    ['no retries', { RETRY_LIMIT: '0' }, { rules: { retryDelaysMs: [] } }],
    ['all retries', { RETRY_LIMIT: '4' }, { rules: { retryDelaysMs: [1_000, 5_000, 30_000, 300_000] } }],
    ['a Redis with TLS', { REDIS_URL: 'rediss://cache' }, { queues: { backend: 'redis' } }],
    ['no Redis', {}, { queues: { backend: 'postgres' } }],
    [
      'a worker of two lanes',
      { MUNADI_ROLE: 'worker', MUNADI_LANES: 'critical, bulk' },
      { role: 'worker', lanes: ['critical', 'bulk'] },
    ],
    ['an API', { MUNADI_ROLE: 'api' }, { role: 'api' }],
    ['a database of its own means no demo', {}, { demo: false }],
    ['unless it is asked for', { MUNADI_DEMO: '1' }, { demo: true }],
    ['without a demo it is there for the network', {}, { http: { host: '0.0.0.0' } }],
    ['with it for this machine only', { MUNADI_DEMO: '1' }, { http: { host: '127.0.0.1' } }],
    ['unless that is said', { MUNADI_DEMO: '1', HOST: '::' }, { http: { host: '::' } }],
    ['a secret', {}, { tokens: { algorithm: 'HS256', secret: Buffer.from(SECRET) } }],
    [
      'an issuer and an audience',
      { JWT_ISSUER: 'us', JWT_AUDIENCE: 'you' },
      { tokens: { issuer: 'us', audience: 'you' } },
    ],
    [
      'keys, newest first',
      { ENCRYPTION_KEYS: `${key('k2', 2)},${key('k1', 1)}` },
      {
        encryptionKeys: [
          { id: 'k2', key: Buffer.alloc(32, 2) },
          { id: 'k1', key: Buffer.alloc(32, 1) },
        ],
      },
    ],
    [
      'a mail server',
      { SMTP_HOST: 'mail', SMTP_PORT: '465', SMTP_SECURE: '1', SMTP_USER: 'u', SMTP_PASS: 'p' },
      {
        providers: {
          email: { smtp: { host: 'mail', port: 465, secure: true, user: 'u', pass: 'p', pool: 20 } },
        },
      },
    ],
    [
      'steps',
      { ESCALATION_STEPS: 'push:30s, SMS:5m,EMAIL:1h' },
      {
        rules: {
          escalationSteps: [
            { channel: 'PUSH', afterSeconds: 30 },
            { channel: 'SMS', afterSeconds: 300 },
            { channel: 'EMAIL', afterSeconds: 3_600 },
          ],
        },
      },
    ],
    [
      'prices, of which spaces and case are no part',
      { PRICES: 'sms:0.008, SMS/msg91:0.002,EMAIL:0,', CURRENCY: 'INR' },
      {
        costs: {
          currency: 'INR',
          prices: new Map([
            ['SMS', 8_000],
            ['SMS/msg91', 2_000],
            ['EMAIL', 0],
          ]),
        },
      },
    ],
    [
      'estimates, where nobody says what it costs',
      {},
      {
        costs: {
          currency: 'USD',
          prices: new Map([
            ['SMS', 8_000],
            ['WHATSAPP', 10_000],
            ['EMAIL', 100],
          ]),
        },
      },
    ],
    ...[
      'us@example.org',
      'Pune, all of us <us@example.org>',
      '"Us: (all)" <us@example.org>',
      'हम <us@localhost>',
    ].map((from): [string, Environment, object] => [
      `a sender: ${from}`,
      { SMTP_FROM: from },
      { providers: { email: { from } } },
    ]),
    [
      'hosts that may be called',
      { WEBHOOK_ALLOWED_HOSTS: 'inside.example:8080,[::1]:80, 10.0.0.1:443' },
      { providers: { webhooks: { allowedHosts: ['inside.example:8080', '[::1]:80', '10.0.0.1:443'] } } },
    ],
    ['a threshold', { BULK_THRESHOLD: '50' }, { rules: { bulkThreshold: 50 } }],
  ])('%s', (_, environment, expected) => {
    expect(external(environment)).toMatchObject(expected);
  });

  it('public keys in place of a secret, with one algorithm', () => {
    const { JWT_SECRET: _, ...rest } = EXTERNAL;
    const jwks = { JWT_JWKS_URL: 'https://id.example/keys', JWT_ALGORITHM: 'ES256' };
    expect(loadConfig({ ...rest, ...jwks }).tokens).toEqual({
      issuer: 'munadi',
      audience: 'munadi',
      algorithm: 'ES256',
      jwksUrl: 'https://id.example/keys',
    });
  });

  it('a demo is never there in production', () => {
    expect(embedded({ NODE_ENV: 'production' })).toMatchObject({ demo: false, http: { host: '0.0.0.0' } });
  });

  it('what is not ours to judge is left alone', () => {
    expect(() => embedded({ PATH: '/bin', npm_config_registry: 'x' })).not.toThrow();
  });
});

describe('A bad value is refused with a sentence that names it', () => {
  it.each<[Environment, RegExp]>([
    [{ PORT: 'eighty' }, /^PORT is not right: .*number/],
    [{ PORT: '70000' }, /^PORT is not right: .*65535/],
    [{ PORT: '80.5' }, /^PORT is not right: /],
    [
      { DKIM_PRIVATE_KEY: '-----BEGIN PRIVATE KEY-----\\nMC4CAQAw\\n-----END PRIVATE KEY-----' },
      /^DKIM_PRIVATE_KEY is not right: must be a whole private key/,
    ],
    [{ PUBLIC_URL: 'munadi.example' }, /^PUBLIC_URL is not right: must be a URL that starts with http/],
    [{ LOG_LEVEL: 'loud' }, /^LOG_LEVEL is not right: .*"warn"/],
    [{ NODE_ENV: 'prod' }, /^NODE_ENV is not right: .*"production"/],
    [{ DATABASE_URL: 'mysql://db' }, /^DATABASE_URL is not right: must be a URL that starts with postgres/],
    [{ DATABASE_URL: 'db' }, /^DATABASE_URL is not right: /],
    [{ REDIS_URL: 'http://cache' }, /^REDIS_URL is not right: .*redis:\/\//],
    [{ PRICES: 'SMS' }, /^PRICES is not right: "SMS" must be CHANNEL:price or CHANNEL\/provider:price/],
    [{ PRICES: 'SMS:free' }, /^PRICES is not right: "SMS:free" must be/],
    [{ PRICES: 'SMS:-1' }, /^PRICES is not right: "SMS:-1" must be/],
    [{ PRICES: 'SMS:1e3' }, /^PRICES is not right: /],
    [{ PRICES: 'FAX:1' }, /^PRICES is not right: "FAX" is no channel that costs anything.*WHATSAPP/],
    [{ PRICES: 'IN_APP:1' }, /^PRICES is not right: "IN_APP" is no channel/],
    [{ PRICES: 'SMS:0.0000001' }, /^PRICES is not right: .* more than six decimal places/],
    [{ PRICES: 'SMS:1001' }, /^PRICES is not right: .* more than 1000 for one/],
    [{ PRICES: 'SMS:1,EMAIL:1,sms:2' }, /^PRICES is not right: SMS has two prices/],
    [{ CURRENCY: 'dollars' }, /^CURRENCY is not right: must be an ISO 4217 currency, like USD/],
    [{ MUNADI_ROLE: 'boss' }, /^MUNADI_ROLE is not right: .*"worker"/],
    [{ MUNADI_LANES: 'critical,slow' }, /^MUNADI_LANES is not right: .*"bulk"/],
    [{ MUNADI_LANES: ',' }, /^MUNADI_LANES is not right: /],
    [{ MUNADI_DEMO: 'yes' }, /^MUNADI_DEMO is not right: .*"1"/],
    [{ JWT_SECRET: 'short' }, /^JWT_SECRET is not right: must be at least 32 bytes\.$/],
    [{ JWT_JWKS_URL: 'ftp://id.example' }, /^JWT_JWKS_URL is not right: /],
    [{ JWT_ALGORITHM: 'none' }, /^JWT_ALGORITHM is not right: .*"RS256"/],
    [{ ENCRYPTION_KEYS: 'k1' }, /^ENCRYPTION_KEYS is not right: each key must be id:base64 of 32 bytes\.$/],
    [{ ENCRYPTION_KEYS: 'k1:c2hvcnQ=' }, /^ENCRYPTION_KEYS is not right: each key must be/],
    [{ SMTP_PORT: 'smtp' }, /^SMTP_PORT is not right: .*number/],
    [{ SMTP_FROM: 'Our community' }, /^SMTP_FROM is not right: must be an address or Name <address>/],
    [{ SMTP_FROM: 'Pune: all <us@example.org>' }, /^SMTP_FROM is not right: .*in quotes/],
    [{ SMTP_FROM: 'us@example.org\r\nBcc: you@example.org' }, /^SMTP_FROM is not right/],
    [{ SMTP_FROM: 'us@example.org, you@example.org' }, /^SMTP_FROM is not right/],
    [{ SMTP_FALLBACK_URL: 'smtps://us:50%@mail' }, /^SMTP_FALLBACK_URL is not right: .*%25 for each %/],
    [{ DKIM_PRIVATE_KEY: 'abc' }, /^DKIM_PRIVATE_KEY is not right: must be a whole private key in PEM form/],
    [
      { FIREBASE_PRIVATE_KEY: '-----BEGIN PRIVATE KEY-----\\nMC4C\\n-----END PRIVATE KEY-----' },
      /^FIREBASE_PRIVATE_KEY is not right: must be a whole private key/,
    ],
    [{ VAPID_PUBLIC_KEY: 'abc' }, /^VAPID_PUBLIC_KEY is not right: .*generate-vapid-keys/],
    [{ VAPID_PRIVATE_KEY: 'abc' }, /^VAPID_PRIVATE_KEY is not right: .*generate-vapid-keys/],
    [
      { TWILIO_PHONE_NUMBER: '0401 234' },
      /^TWILIO_PHONE_NUMBER is not right: must be a phone number such as/,
    ],
    [{ SENDGRID_PUBLIC_KEY: 'not a key' }, /^SENDGRID_PUBLIC_KEY is not right: must be the verification key/],
    [{ WEBHOOK_ALLOWED_HOSTS: 'inside.example' }, /^WEBHOOK_ALLOWED_HOSTS is not right: .*its port/],
    [{ WEBHOOK_ALLOWED_HOSTS: 'http://a:80' }, /^WEBHOOK_ALLOWED_HOSTS is not right: .*its port/],
    [{ MSG91_CALLBACK_TOKEN: 'short' }, /^MSG91_CALLBACK_TOKEN is not right: must have at least 16/],
    [{ SMTP_SECURE: 'maybe' }, /^SMTP_SECURE is not right: /],
    [{ RETRY_LIMIT: '5' }, /^RETRY_LIMIT is not right: .*4/],
    [{ RETRY_LIMIT: '-1' }, /^RETRY_LIMIT is not right: /],
    [{ RETENTION_DEAD_LETTERS_DAYS: '0' }, /^RETENTION_DEAD_LETTERS_DAYS is not right: /],
    [{ SMTP_POOL: '0' }, /^SMTP_POOL is not right: /],
    [{ CORS_ORIGINS: 'example.org' }, /^CORS_ORIGINS is not right: each must be an origin/],
    [{ CORS_ORIGINS: 'https://example.org/path' }, /^CORS_ORIGINS is not right/],
    [
      { ENCRYPTION_KEYS: [1, 2].map((fill) => `a:${Buffer.alloc(32, fill).toString('base64')}`).join(',') },
      /^ENCRYPTION_KEYS is not right: every key must have an id of its own/,
    ],
    [{ REDIS_URL: 'http://localhost' }, /^REDIS_URL is not right: must start with redis:/],
    [{ ESCALATION_STEPS: 'SMS' }, /^ESCALATION_STEPS is not right: “SMS” must be a channel, a colon and/],
    [{ ESCALATION_STEPS: 'SMS:10m,EMAIL:40d' }, /^ESCALATION_STEPS is not right: “EMAIL:40d” must be/],
    [{ ESCALATION_STEPS: 'SMS:-10m' }, /^ESCALATION_STEPS is not right: “SMS:-10m” must be/],
    [{ ESCALATION_STEPS: 'SMS:1.5m' }, /^ESCALATION_STEPS is not right: “SMS:1\.5m” must be/],
    [
      { ESCALATION_STEPS: 'FAX:1m' },
      /^ESCALATION_STEPS is not right: “FAX:1m” names no channel: take one of/,
    ],
    [{ ESCALATION_STEPS: 'SMS:1m,SMS:2m' }, /^ESCALATION_STEPS is not right: “SMS:2m” names SMS a second/],
    [{ ESCALATION_STEPS: 'SMS:169h' }, /^ESCALATION_STEPS is not right: “SMS:169h” waits for longer than 7/],
    [{ ESCALATION_STEPS: 'IN_APP:1s' }, /^ESCALATION_STEPS is not right: “IN_APP:1s” cannot wait/],
    [{ ESCALATION_STEPS: ',' }, /^ESCALATION_STEPS is not right: must name at least one step/],
    [{ BULK_THRESHOLD: 'many' }, /^BULK_THRESHOLD is not right: .*number/],
    [{ BULK_THRESHOLD: '-1' }, /^BULK_THRESHOLD is not right: /],
    [{ MUNADI_PROT: '80' }, /^MUNADI_PROT is not a key this version knows; \.env\.example lists them all\.$/],
    [{ MUNADI_LANE: '' }, /^MUNADI_LANE is not a key this version knows/],
  ])('%j', (environment, sentence) => {
    expect(mistakes(environment)).toEqual([expect.stringMatching(sentence)]);
  });

  it('all at once, so that nobody mends them one by one', () => {
    expect(mistakes({ PORT: 'x', LOG_LEVEL: 'y', MUNADI_Z: '1' })).toHaveLength(3);
  });

  it('without the value of a secret', () => {
    const said = mistakes({ JWT_SECRET: 'hunter2', ENCRYPTION_KEYS: 'k:hunter2' }).join('\n');
    expect(said).toContain('JWT_SECRET');
    expect(said).not.toContain('hunter2');
  });
});

describe('A contradiction is refused with a sentence that says how to mend it', () => {
  const WITHOUT_SECRETS = { DATABASE_URL: EXTERNAL.DATABASE_URL };

  it.each<[string, Environment, RegExp[]]>([
    [
      'a demo in production',
      { MUNADI_DEMO: '1', NODE_ENV: 'production' },
      [/^MUNADI_DEMO is never allowed with NODE_ENV=production/],
    ],
    [
      'a worker on the private database',
      { MUNADI_ROLE: 'worker' },
      [/^MUNADI_ROLE=worker needs a DATABASE_URL/],
    ],
    ['an API on the private database', { MUNADI_ROLE: 'api' }, [/^MUNADI_ROLE=api needs a DATABASE_URL/]],
    [
      'a secret and public keys',
      { JWT_SECRET: SECRET, JWT_JWKS_URL: 'https://id.example' },
      [/^Set JWT_SECRET or JWT_JWKS_URL, not both\.$/],
    ],
    [
      'a database without secrets',
      WITHOUT_SECRETS,
      [/^With a DATABASE_URL, JWT_SECRET/, /^With a DATABASE_URL, ENCRYPTION_KEYS/],
    ],
    [
      'a service without who signs in',
      { SMTP_PRESET: 'brevo' },
      [/^SMTP_PRESET=brevo is of no use without SMTP_USER and SMTP_PASS\.$/],
    ],
    [
      'who signs in without a password',
      { SMTP_PRESET: 'brevo', SMTP_USER: 'us' },
      [/^SMTP_USER is of no use without SMTP_PASS\.$/],
    ],
    [
      'a word for Meta without its secret',
      { WHATSAPP_VERIFY_TOKEN: 'a word that is long enough' },
      [/^WHATSAPP_VERIFY_TOKEN is of no use without WHATSAPP_APP_SECRET\.$/],
    ],
    [
      'a database without keys',
      { ...WITHOUT_SECRETS, JWT_SECRET: SECRET },
      [/^With a DATABASE_URL, ENCRYPTION_KEYS/],
    ],
  ])('%s', (_, environment, sentences) => {
    expect(mistakes(environment)).toEqual(sentences.map((sentence) => expect.stringMatching(sentence)));
  });
});

describe('Secrets of its own', () => {
  const secrets = () => {
    const { tokens, encryptionKeys } = embedded();
    return { tokens, encryptionKeys };
  };

  it('are made at the first start and kept', () => {
    const first = secrets();
    expect(first.tokens).toMatchObject({
      algorithm: 'HS256',
      secret: expect.objectContaining({ length: 32 }),
    });
    expect(first.encryptionKeys).toMatchObject([{ id: 'own', key: expect.objectContaining({ length: 32 }) }]);
    expect(secrets()).toEqual(first);
  });

  it('differ from each other', () => {
    secrets();
    const [one, other] = ['jwt-secret', 'encryption-key'].map((name) =>
      readFileSync(join(home, name), 'utf8'),
    );
    expect(one).not.toBe(other);
  });

  it('are readable by nobody else', () => {
    secrets();
    for (const name of ['jwt-secret', 'encryption-key']) {
      expect(statSync(join(home, name)).mode & 0o777).toBe(0o600);
    }
  });

  it('are not made when they are given', () => {
    embedded({ JWT_SECRET: SECRET, ENCRYPTION_KEYS: key('k1') });
    expect(() => statSync(join(home, 'jwt-secret'))).toThrow('ENOENT');
  });

  it('are refused when damaged, by the name of the file', () => {
    secrets();
    writeFileSync(join(home, 'jwt-secret'), 'dG9vIHNob3J0');
    expect(() => secrets()).toThrow(
      `${join(home, 'jwt-secret')} is damaged; put it back from a copy, or remove it to have a new one made.`,
    );
  });
});
