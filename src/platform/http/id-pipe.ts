import { ParseUUIDPipe } from '@nestjs/common';
import type { AppError } from '../errors/app-error.js';

/** For `@Param('id', …)`: what is no id at all is the id of nothing. */
export const idPipe = (nothingThere: () => AppError): ParseUUIDPipe =>
  new ParseUUIDPipe({ exceptionFactory: nothingThere });
