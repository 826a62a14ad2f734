import type { Config } from './config.js';

/** What to say at boot where people with a database of their own may be waiting for email that never leaves. */
export function emailStandIn({ database, environment, providers }: Config): string | undefined {
  if (database.kind === 'embedded' || environment !== 'development' || providers.email.smtp) return undefined;
  return 'SMTP_HOST is not set: email goes to the sandbox, and to nobody. Set it, or NODE_ENV=production to have such email fail.';
}
