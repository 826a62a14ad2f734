export const PRESETS = ['standard', 'slack', 'discord'] as const;
/** What understands a call: our own words, or those of a service. */
export type Preset = (typeof PRESETS)[number];

/** Where a service takes its calls; null where anybody may be called. */
export const PLACES: Record<Preset, { hosts: readonly string[]; path: string } | null> = {
  standard: null,
  slack: { hosts: ['hooks.slack.com'], path: '/' },
  discord: {
    hosts: ['discord.com', 'discordapp.com', 'canary.discord.com', 'ptb.discord.com'],
    path: '/api/webhooks/',
  },
};

/** A service that knows us by the address alone is told no signature. */
export const isSigned = (preset: Preset): boolean => preset === 'standard';
