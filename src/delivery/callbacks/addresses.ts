const EMAIL = /^[^\s@<>]{1,64}@[^\s@<>]{1,255}$/;

/** An address as we know it, of what a provider calls it: `Meera <Meera@Example.test>` too. */
export function emailIn(value: string | undefined): string | undefined {
  const address = (/<([^<>]+)>\s*$/.exec(value ?? '')?.[1] ?? value ?? '').trim().toLowerCase();
  return EMAIL.test(address) ? address : undefined;
}

/** A number in E.164, of one with or without its plus. */
export function phoneIn(value: string | undefined): string | undefined {
  const digits = /^\+?([1-9]\d{6,14})$/.exec(value ?? '')?.[1];
  return digits === undefined ? undefined : `+${digits}`;
}
