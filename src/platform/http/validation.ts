import { ValidationPipe, type ValidationError } from '@nestjs/common';
import { invalid, type AppError, type FieldError } from '../errors/app-error.js';

/** Enough to mend a form; a body made of nothing but mistakes must not be answered with a larger one. */
const MAX_ERRORS = 50;

export function validationPipe(): ValidationPipe {
  return new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    transform: true,
    // "5" is not 5 in JSON. A query that wants a number says so with @Type(() => Number).
    transformOptions: { enableImplicitConversion: false },
    validationError: { target: false, value: false },
    exceptionFactory: (errors) => notRight(flatten(errors)),
  });
}

/** For rules that no decorator says, so that they are answered like the others. */
export function notRight(errors: FieldError[]): AppError {
  const fields = new Set(errors.map(({ path }) => path)).size;
  const detail = fields === 1 ? 'One field is not right.' : `${fields} fields are not right.`;
  return invalid(detail, errors.slice(0, MAX_ERRORS));
}

export function flatten(errors: ValidationError[], parent = ''): FieldError[] {
  return errors.flatMap((error) => {
    const path = join(parent, error.property ?? '');
    const own = Object.entries(error.constraints ?? {}).map(([rule, message]) => ({
      path,
      message: rule === 'whitelistValidation' ? 'is not a field of this request' : message,
    }));
    return [...own, ...flatten(error.children ?? [], path)];
  });
}

function join(parent: string, property: string): string {
  if (/^\d+$/.test(property)) return `${parent}[${property}]`;
  return parent ? `${parent}.${property}` : property;
}
