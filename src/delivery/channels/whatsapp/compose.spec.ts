import { describe, expect, it } from 'vitest';
import { testConfig } from '../../../../test/support/http-app.js';
import { outgoing } from '../../../../test/support/outgoing.js';
import { formsOf, textOf } from './compose.js';

const config = testConfig();
const COMMON = 'munadi_message';
const item = (title: string, message: string, link: string | null = null) =>
  outgoing({ channel: 'WHATSAPP', said: { title, message }, link });

/** What fills the common template. */
function parameters(title: string, message: string): string[] {
  const [form] = formsOf(item(title, message), undefined, false, COMMON, config);
  if (form?.type !== 'template') throw new Error('It is no template');
  return form.template.components.flatMap((each) => each.parameters.map(({ text }) => text));
}

describe('free text on WhatsApp', () => {
  it.each<[string, Parameters<typeof item>, string]>([
    ['has its title in bold', ['Hall', 'Open.'], '*Hall*\nOpen.'],
    ['keeps the lines of its message', ['Hall', 'One\r\n\r\n\r\n\r\ntwo'], '*Hall*\nOne\n\ntwo'],
    ['has its title in one line', ['Ha\nll', 'Open.'], '*Ha ll*\nOpen.'],
    ['does not end its bold early', ['5*5 * Hall', 'a *b*'], '*55  Hall*\na *b*'],
    ['needs no title', ['', 'Open.'], 'Open.'],
    ['needs no message', ['Hall', ''], '*Hall*'],
    ['has its link at the end', ['Hall', 'Open.', '/7'], '*Hall*\nOpen.\n\nhttp://localhost/7'],
    ['has no link that is none', ['Hall', 'Open.', 'javascript:alert(1)'], '*Hall*\nOpen.'],
    ['has no control characters', ['Ha\u0000ll', 'O\u0000pe\u001bn\ud83d'], '*Ha ll*\nOpen\ufffd'],
  ])('%s', (_what, parts, expected) => {
    expect(textOf(item(...parts), config)).toBe(expected);
  });

  it.each(['a', '🎉', 'स्ते', '👨‍👩‍👧', ' \n'])('is cut where %j is too long, and keeps its link', (letter) => {
    const text = textOf(item(letter.repeat(500), letter.repeat(500_000), '/7'), config);
    expect(text.length).toBeLessThanOrEqual(4_096);
    expect(text).toMatch(/\n\nhttp:\/\/localhost\/7$|^http:\/\/localhost\/7$/);
    expect(text.isWellFormed()).toBe(true);
  });

  it('is cut also where a link leaves no room', () => {
    const text = textOf(item('Hall', 'Open.', `/${'x'.repeat(5_000)}`), config);
    expect(text).toBe('*Hall*\nOpen.');
  });
});

describe('what fills a template', () => {
  it.each<[string, [string, string], string[]]>([
    ['is one line', ['Hall', 'One\r\ntwo\tthree     four\u2028five'], ['Hall', 'One two three four five']],
    ['is never empty', ['', ' \n\t '], ['–', '–']],
    ['keeps braces as they are', ['{{1}}', '{title}'], ['{{1}}', '{title}']],
  ])('%s', (_what, said, expected) => {
    expect(parameters(...said)).toEqual(expected);
  });

  it.each(['a', '🎉', 'स्ते', '👨‍👩‍👧'])('has room beside what the template says, also with %s', (letter) => {
    const filled = parameters(letter.repeat(2_000), letter.repeat(2_000));
    expect(filled.join('').length).toBeLessThanOrEqual(900);
    for (const text of filled) {
      expect(text.isWellFormed()).toBe(true);
      expect(text).toMatch(/…$/);
      expect(text.replace('…', '').replaceAll(letter, '')).toBe('');
    }
  });

  it('may be nothing', () => {
    const [form] = formsOf(
      item('a', 'b'),
      { template: 'hello_world', parameters: [] },
      false,
      COMMON,
      config,
    );
    expect(form).toEqual({
      type: 'template',
      template: { name: 'hello_world', language: { code: 'en' }, components: [] },
    });
  });
});
