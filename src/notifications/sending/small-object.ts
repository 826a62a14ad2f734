import { ValidateBy } from 'class-validator';

const MAX_BYTES = 10_000;

export const isSmallObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Buffer.byteLength(JSON.stringify(value)) <= MAX_BYTES;

/** It is kept with the message, which every chunk of a fan-out reads. */
export const IsSmallObject = () =>
  ValidateBy({
    name: 'isSmallObject',
    validator: {
      validate: isSmallObject,
      defaultMessage: () => `$property must be an object of at most ${MAX_BYTES} bytes`,
    },
  });
