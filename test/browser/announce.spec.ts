import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.js';
import { BROWSER_ARGS, consoleAt } from '../support/console.js';
import { eventually } from '../support/eventually.js';

describe.skipIf(!inject('chromiumPath'))('announcing', () => {
  let app: TestApp;
  let browser: Browser;
  const mistakes: string[] = [];

  beforeAll(async () => {
    app = await startApp();
    browser = await chromium.launch({ executablePath: inject('chromiumPath'), args: BROWSER_ARGS });
  });
  afterAll(() => browser.close());

  const at = (email: string, path: string) => consoleAt({ app, browser, mistakes }, email, path);
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

  it('waits for a second head, who lets it go or says why not', { timeout: 60_000 }, async () => {
    const head = await app.as('community-head@demo.munadi');
    const [community] = await app.sql<{ id: string }>(`SELECT id FROM groups WHERE kind = 'COMMUNITY'`);
    await head.put(`/api/communities/${community?.id}/approval`, { above: 10 });
    const sender = await at('gotra-head@demo.munadi', '/announce');
    const approver = await at('community-head@demo.munadi', '/approvals');
    const ask = async (words: string) => {
      await sender.getByLabel('Message').first().fill(words);
      await sender.getByRole('treeitem', { name: /^Kashyap/ }).click();
      await sender.getByRole('button', { name: 'Ask to send to 20 people in Kashyap gotra' }).click();
      await sender.locator('[data-standing=asking]').waitFor();
    };

    await ask('Lunch on Sunday');
    await approver.reload();
    await approver.getByRole('button', { name: 'Approve for 20 people' }).click();
    await approver.getByText('Nothing waits for you').waitFor();
    await sender.getByText('Asha Mehta has approved it.').waitFor();
    await sender.getByText('20 people have it').waitFor();

    await sender.getByRole('link', { name: 'Announce' }).first().click();
    await ask('Lunch some day');
    await approver.reload();
    await approver.getByRole('button', { name: 'Refuse' }).click();
    await approver.getByLabel('Why not? The sender reads it.').fill('Say which day.');
    await approver.getByRole('button', { name: 'Refuse' }).click();
    await sender.locator('[data-standing=refused]').waitFor();
    expect(await sender.getByText('Say which day.').count()).toBe(1);
    await head.put(`/api/communities/${community?.id}/approval`, { above: null });
  });
});
