import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.js';
import { BROWSER_ARGS, consoleAt } from '../support/console.js';

const FEES = [
  'email,First name,Amount due',
  'member@demo.munadi,Meera,₹ 500',
  'nobody@example.org,Nobody,₹ 10',
  'tanvi.patel@demo.munadi,Tanvi,₹ 250',
].join('\n');

describe.skipIf(!inject('chromiumPath'))('lists and topics', () => {
  let app: TestApp;
  let browser: Browser;
  const mistakes: string[] = [];

  beforeAll(async () => {
    app = await startApp();
    browser = await chromium.launch({ executablePath: inject('chromiumPath'), args: BROWSER_ARGS });
  });
  afterAll(() => browser.close());

  const at = (email: string, path: string) => consoleAt({ app, browser, mistakes }, email, path);

  it('sends a list with a flaw to the others, each with their own words', { timeout: 60_000 }, async () => {
    const page = await at('gotra-head@demo.munadi', '/campaigns');
    await page
      .getByLabel('Choose a file')
      .setInputFiles({ name: 'fees_2030.csv', mimeType: 'text/csv', buffer: Buffer.from(FEES) });
    expect(await page.getByLabel('What you call the list').inputValue()).toBe('fees 2030');
    await page.getByRole('button', { name: 'Upload and check' }).click();

    await page.getByRole('heading', { name: 'fees 2030' }).waitFor();
    await page.getByText('1 row has a flaw').waitFor();
    await page.getByRole('button', { name: 'Show these rows' }).click();
    await page.getByText('Line 3').waitFor();
    await page.getByText('nobody@example.org').last().waitFor();

    await page.getByLabel('Message').first().fill('Dear ');
    await page.getByRole('button', { name: 'Insert First name' }).click();
    await page.keyboard.type(', you owe ');
    await page.getByRole('button', { name: 'Insert Amount due' }).click();
    await page.getByText('Dear Meera, you owe ₹ 500').waitFor();
    const send = page.getByRole('button', { name: 'Send to 2 people, leave out 1 row' });
    await send.waitFor();

    // A number is only said of what it was counted for.
    await page.route(/\/preview/, (route) => route.abort());
    await page.getByLabel('By SMS').check();
    await page.getByRole('button', { name: 'Send', exact: true, disabled: true }).waitFor();
    await page.unroute(/\/preview/);
    await page.getByLabel('By SMS').uncheck();
    await send.click();
    await page.getByText('2 people have it').waitFor();

    const member = await at('member@demo.munadi', '/');
    await member.getByText('Dear Meera, you owe ₹ 500').first().waitFor();
    expect(await member.getByText('₹ 250').count()).toBe(0);
  });

  it('lets a member follow a topic of their gotra by one switch', { timeout: 60_000 }, async () => {
    const head = await app.as('gotra-head@demo.munadi');
    const { body: scopes } = await head.get<{ id: string; kind: string }[]>('/api/audiences/scopes');
    const group = scopes.find(({ kind }) => kind === 'GOTRA')?.id;
    await head.post('/api/topics', { name: 'kites', title: 'Kites in January', group });

    const page = await at('member@demo.munadi', '/topics');
    const follow = page.getByRole('switch', { name: 'Follow “Kites in January”' });
    // It shows at once; a page that is loaded again too soon would take the request along.
    const [taken] = await Promise.all([page.waitForResponse(/join$/), follow.click()]);
    expect([taken.ok(), await follow.getAttribute('aria-checked')]).toEqual([true, 'true']);
    await page.getByText('1 person following').waitFor();
    await page.reload();
    await follow.waitFor();
    expect(await follow.getAttribute('aria-checked')).toBe('true');

    // What the server does not take goes back, and says so.
    await page.route('**/leave', (route) => route.abort());
    await follow.click();
    await page.getByText('it is as it was before').waitFor();
    expect(await follow.getAttribute('aria-checked')).toBe('true');
    expect(mistakes.filter((line) => !line.includes('ERR_FAILED'))).toEqual([]);
  });
});
