import { Writable } from 'node:stream';
import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';
import { expect, test } from 'vitest';
import { errorText, logOptions } from './log-options.js';

function logged(write: (log: Logger) => void): string {
  let text = '';
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      text += chunk.toString();
      done();
    },
  });
  write(pinoHttp(logOptions({ logLevel: 'info', environment: 'test' }), stream).logger);
  return text;
}

const taken = () =>
  Object.assign(new Error('duplicate key', { cause: new Error('below') }), {
    code: '23505',
    detail: 'Key (email)=(a@b.example) already exists.',
    parameters: ['s3cret'],
    config: { headers: { authorization: 's3cret' } },
  });

test('an error keeps what describes it and loses what libraries hang on it', () => {
  const text = logged((log) => log.error({ err: taken() }, 'failed'));
  expect(JSON.parse(text)).toMatchObject({
    err: { type: 'Error', code: '23505', message: 'duplicate key', cause: { message: 'below' } },
  });
  expect(text).not.toMatch(/s3cret|b\.example/);
});

test('on a terminal too', () => {
  const text = errorText(taken());
  expect(text).toMatch(/^Error: duplicate key\n {4}at .*code: 23505\ncaused by Error: below\n {4}at /s);
  expect(text).not.toMatch(/s3cret|b\.example/);
  expect(errorText('s3cret')).toBe('string');
});

test('what should not have been logged is taken out', () => {
  const text = logged((log) =>
    log.info({
      token: 's3cret',
      user: { email: 's3cret' },
      headers: { authorization: 's3cret', cookie: 's3cret' },
    }),
  );
  expect(text).not.toContain('s3cret');
});

test('below the level nothing is written', () => {
  expect(logged((log) => log.debug('x'))).toBe('');
});
