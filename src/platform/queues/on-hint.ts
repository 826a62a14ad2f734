import { SetMetadata } from '@nestjs/common';
import type { HintName, Hints } from './hints.js';

export const HANDLES_HINT = 'munadi:handles-hint';

/** Marks the one method that acts on a hint. Boot fails where there is none, or more than one. */
export const OnHint = <Name extends HintName>(name: Name) =>
  SetMetadata(HANDLES_HINT, name) as <M extends (data: Hints[Name]) => Promise<void>>(
    target: object,
    key: string | symbol,
    descriptor: TypedPropertyDescriptor<M>,
  ) => void;
