/** The providers that reports about emails may be about: whoever reports has no name of its own there. */
export const BY_SMTP = ['smtp', 'smtp-fallback'] as const;
