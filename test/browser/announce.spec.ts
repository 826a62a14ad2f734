import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';

const QUIET = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'];

interface Session {
  accessToken: string;
  user: { id: string };
}

describe.skipIf(!inject('chromiumPath'))('announcing', () => {
  let app: TestApp;
  let browser: Browser;
  const mistakes: string[] = [];

  beforeAll(async () => {
    app = await startApp();
    browser = await chromium.launch({ executablePath: inject('chromiumPath'), args: QUIET });
  });
  afterAll(() => browser.close());

  /** A window in which somebody is signed in, at this address. */
  async function at(email: string, path: string): Promise<Page> {
    const { body } = await app.anonymous.post<Session>('/api/auth/demo-login', { email });
    const context = await browser.newContext({ locale: 'en-GB' });
    const session = JSON.stringify({ token: body.accessToken, person: body.user });
    const language = JSON.stringify({ by: body.user.id, language: 'en' });
    await context.addInitScript(
      ([session, language]) => {
        sessionStorage.setItem('munadi.session', session ?? '');
        sessionStorage.setItem('munadi.language', language ?? '');
      },
      [session, language],
    );
    const page = await context.newPage();
    page.on('pageerror', (error) => mistakes.push(error.message));
    page.on('console', (line) => line.type() === 'error' && mistakes.push(line.text()));
    await page.goto(app.url + path);
    return page;
  }

  const messageOn = (page: Page) => new URL(page.url()).pathname.split('/').at(-1);
  const readers = async (page: Page) =>
    await app.sql<{ family: string | null; count: number }>(
      `SELECT groups.name AS family, count(DISTINCT user_id)::int AS count FROM notifications
         LEFT JOIN group_members USING (user_id) LEFT JOIN groups ON groups.id = group_id AND kind = 'FAMILY'
        WHERE message_id = $1 AND groups.id IS NOT NULL GROUP BY groups.name ORDER BY groups.name`,
      [messageOn(page)],
    );

  it(
    'goes to the gotra but for one family: the button, the preview and what arrives are one number',
    { timeout: 60_000 },
    async () => {
      const page = await at('gotra-head@demo.munadi', '/announce');
      const send = page.getByRole('button', { name: /^Send/ });
      expect(await send.isDisabled()).toBe(true);

      await page.getByLabel('Message').first().fill('Come to our house on Saturday.');
      // By the keyboard: the gotra, then down to the family that is taken out.
      const gotra = page.getByRole('treeitem', { name: /^Kashyap/ });
      await gotra.focus();
      await page.keyboard.press('Space');
      await page.getByRole('button', { name: 'Send to 20 people in Kashyap gotra' }).waitFor();
      await page.keyboard.press('End');
      await page.keyboard.press('Space');
      expect(await gotra.getAttribute('aria-checked')).toBe('mixed');

      await page
        .getByRole('button', { name: 'Send to 15 people in Kashyap gotra, without Patel family' })
        .click();
      await page.getByRole('heading', { name: 'Come to our house on Saturday.' }).waitFor();
      await page.getByText('15 people have it').waitFor();
      await page.locator('[data-standing=done]').waitFor();
      expect(await readers(page)).toEqual([
        { family: 'Amin family', count: 5 },
        { family: 'Desai family', count: 5 },
        { family: 'Parekh family', count: 5 },
      ]);

      const member = await at('member@demo.munadi', '/');
      await member.getByText('Nothing here yet').waitFor();
      await page.getByRole('link', { name: 'Announce' }).first().click();
      expect(await page.getByLabel('Message').first().inputValue()).toBe('');
    },
  );

  it('asks once more before it goes far wider than usual', { timeout: 60_000 }, async () => {
    const page = await at('community-head@demo.munadi', '/announce');
    await page.getByLabel('Message').first().fill('Diwali gathering');
    await page.getByRole('treeitem', { name: /^Anand Samaj/ }).click();
    const send = page.getByRole('button', { name: 'Send to 61 people in Anand Samaj' });
    await send.click();

    const question = page.getByRole('dialog', { name: 'Really to 61 people?' });
    await question.waitFor();
    await page.keyboard.press('Escape');
    await question.waitFor({ state: 'detached' });
    expect(await app.sql(`SELECT 1 FROM messages WHERE content ->> 'message' = 'Diwali gathering'`)).toEqual(
      [],
    );

    // What was being written survives a reload.
    await page.reload();
    await send.click();
    await question.getByRole('button', { name: /^Send/ }).click();
    await page.getByText('61 people have it').waitFor();
  });

  it('alerts only once its number was typed', { timeout: 60_000 }, async () => {
    const page = await at('community-head@demo.munadi', '/announce');
    await page.getByLabel('Message').first().fill('The river rises.');
    await page.getByRole('treeitem', { name: /^Vashishtha/ }).click();
    await page.getByLabel('This is an emergency').check();
    await page.getByRole('button', { name: 'Alert 20 people in Vashishtha gotra' }).click();

    const question = page.getByRole('dialog', { name: 'Alert 20 people now?' });
    await question.getByLabel('Type 20 to confirm').fill('19');
    expect(await question.getByRole('button', { name: 'Alert' }).isDisabled()).toBe(true);
    await question.getByLabel('Type 20 to confirm').fill('20');
    await question.getByRole('button', { name: 'Alert' }).click();
    await page.getByText('20 people have it').waitFor();
    await eventually(async () => {
      const rows = await app.sql('SELECT type, priority FROM messages WHERE id = $1', [messageOn(page)]);
      expect(rows).toEqual([{ type: 'EMERGENCY_ALERT', priority: 'CRITICAL' }]);
    });
    expect(mistakes).toEqual([]);
  });

  it('sends once when the answer was lost and the page was loaded again', { timeout: 60_000 }, async () => {
    const page = await at('family-head@demo.munadi', '/announce');
    await page.getByLabel('Message').first().fill('Dinner at eight');
    await page.getByRole('treeitem').click();
    let lost = 0;
    await page.route('**/api/notifications', async (route) => {
      await route.fetch();
      lost += 1;
      await route.abort();
    });
    const send = page.getByRole('button', { name: 'Send to 5 people in Patel family' });
    await send.click();
    await page.getByText('It is not known whether it was sent.').waitFor();

    await page.unroute('**/api/notifications');
    await page.reload();
    await send.click();
    await page.getByText('5 people have it').waitFor();
    const sent = await app.sql(`SELECT id FROM messages WHERE content ->> 'message' = 'Dinner at eight'`);
    expect([lost, sent]).toEqual([1, [{ id: messageOn(page) }]]);
  });
});
