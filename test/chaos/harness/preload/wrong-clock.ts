// Loaded with --import: this process's wall clock is off by CHAOS_CLOCK_OFF_MS. Its monotonic clock is not.
// oxlint-disable-next-line node/no-process-env
const off = Number(process.env.CHAOS_CLOCK_OFF_MS);
const Right = Date;

globalThis.Date = class extends Right {
  constructor(...given: [] | ConstructorParameters<DateConstructor>) {
    if (given.length === 0) super(Right.now() + off);
    else super(...(given as [number]));
  }

  static override now(): number {
    return Right.now() + off;
  }
} as DateConstructor;
