import type { Lane } from '../queues/lanes.js';
import type { ConfiguredStep } from './escalation-steps.js';
import type { Prices } from './prices.js';
import type { ProvidersConfig } from './providers-config.js';

/** What the rest of the code sees of the environment: parsed once, at boot. Injected as itself. */
export abstract class Config {
  abstract readonly environment: 'development' | 'production' | 'test';
  abstract readonly http: { port: number; host: string; publicUrl: string; corsOrigins: string[] };
  abstract readonly logLevel: string;
  /** The folder of the private database and of secrets made at the first start. */
  abstract readonly home: string;
  abstract readonly database: { kind: 'embedded' } | { kind: 'external'; url: string };
  abstract readonly queues: { backend: 'postgres' } | { backend: 'redis'; url: string };
  abstract readonly role: 'all' | 'api' | 'worker';
  abstract readonly lanes: readonly Lane[];
  abstract readonly demo: boolean;
  abstract readonly tokens: { issuer: string; audience: string } & TokenKeys;
  abstract readonly encryptionKeys: readonly EncryptionKey[];
  abstract readonly providers: ProvidersConfig;
  abstract readonly costs: { currency: string; prices: Prices };
  abstract readonly rules: {
    bulkThreshold: number;
    throttlePerHour: number;
    /** Messages of one head or ADMIN. */
    senderPerHour: number;
    campaigns: { maxRows: number; maxBytes: number };
    /** Where neither a message nor its type has steps of its own. */
    escalationSteps: readonly ConfiguredStep[];
    /** The wait before each retry with a provider; its length is the number of retries. */
    retryDelaysMs: readonly number[];
    deadLetterDays: number;
  };
}

export type TokenKeys =
  | { algorithm: 'HS256'; secret: Uint8Array }
  | { algorithm: 'RS256' | 'PS256' | 'ES256' | 'EdDSA'; jwksUrl: string };

export interface EncryptionKey {
  id: string;
  key: Buffer;
}
