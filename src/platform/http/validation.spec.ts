import { Type } from 'class-transformer';
import { ArrayMaxSize, IsEmail, IsInt, IsOptional, IsString, ValidateNested } from 'class-validator';
import { expect, test } from 'vitest';
import type { AppError } from '../errors/app-error.js';
import { validationPipe } from './validation.js';

class Step {
  @IsString() channel!: string;
}
class Recipient {
  @IsEmail() email!: string;
}
class Sending {
  @IsInt() priority!: number;
  @IsOptional() @ValidateNested() @Type(() => Recipient) recipient?: Recipient;
  @IsOptional() @ValidateNested({ each: true }) @ArrayMaxSize(200) @Type(() => Step) steps?: Step[];
}

const send = (body: unknown): Promise<Sending> =>
  validationPipe().transform(body, { type: 'body', metatype: Sending }) as Promise<Sending>;
const mistakesIn = async (body: unknown) => {
  const error = (await send(body).catch((cause: unknown) => cause)) as AppError;
  expect(error).toMatchObject({ status: 400, code: 'invalid' });
  return error.errors ?? [];
};

test('what is right comes through as an instance', async () => {
  expect(await send({ priority: 1, recipient: { email: 'a@b.example' } })).toBeInstanceOf(Sending);
});

test.each<[string, unknown, string[]]>([
  ['a missing field', {}, ['priority']],
  ['a field inside', { priority: 1, recipient: { email: 'x' } }, ['recipient.email']],
  ['an item of a list', { priority: 1, steps: [{ channel: 'SMS' }, { channel: 5 }] }, ['steps[1].channel']],
  ['an unknown field', { priority: 1, admin: true }, ['admin']],
  ['an unknown field inside', { priority: 1, recipient: { email: 'a@b.example', x: 1 } }, ['recipient.x']],
  ['text where a number belongs', { priority: '1' }, ['priority']],
  ['a list where an object belongs', [], ['priority']],
  ['no body', undefined, ['priority']],
])('%s', async (_name, body, paths) => {
  expect((await mistakesIn(body)).map(({ path }) => path)).toEqual(paths);
});

test('a field that breaks several rules is one field', async () => {
  const both = { priority: 1, steps: 'none' };
  const error = (await send(both).catch((cause: unknown) => cause)) as AppError;
  expect(error.errors?.length).toBeGreaterThan(1);
  expect(error.detail).toBe('One field is not right.');
});

test('a body full of mistakes is answered with the first of them', async () => {
  const body = Object.fromEntries(Array.from({ length: 5_000 }, (_, i) => [`field${i}`, 1]));
  expect(await mistakesIn(body)).toHaveLength(50);
});
