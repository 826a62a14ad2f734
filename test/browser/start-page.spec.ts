import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.js';

const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

describe.skipIf(!inject('chromiumPath'))('the start page', () => {
  let app: TestApp;
  let browser: Browser;
  const mistakes: string[] = [];

  beforeAll(async () => {
    app = await startApp();
    browser = await chromium.launch({ executablePath: inject('chromiumPath'), args: QUIET });
  });
  afterAll(() => browser.close());

  /** A window of its own, in which somebody has signed in. */
  async function signedIn(name: string): Promise<Page> {
    const context = await browser.newContext({ locale: 'en-GB' });
    const page = await context.newPage();
    page.on('pageerror', (error) => mistakes.push(error.message));
    page.on('console', (line) => line.type() === 'error' && mistakes.push(line.text()));
    await page.goto(app.url);
    await page.getByRole('button', { name }).first().click();
    await page.getByText('Live', { exact: true }).waitFor();
    return page;
  }

  it(
    'carries an event from who proposes it to who approves it and back, live',
    { timeout: 60_000 },
    async () => {
      const [member, head] = await Promise.all([signedIn('Meera Patel'), signedIn('Asha Mehta')]);
      await member.getByLabel('What is it?').fill('Kite festival');
      await member.getByRole('button', { name: 'Propose an event' }).click();

      await head.getByRole('heading', { name: '“Kite festival” waits for your approval' }).waitFor();
      await head.getByRole('button', { name: 'Approve' }).first().click();
      await member.getByRole('heading', { name: '“Kite festival” is approved' }).waitFor();
      expect(mistakes).toEqual([]);
    },
  );

  it('shows an administrator the email and the board', { timeout: 60_000 }, async () => {
    const admin = await signedIn('Nikhil Rao');
    await admin.getByText('member@demo.munadi').first().waitFor();
    const [board] = await Promise.all([
      admin.context().waitForEvent('page'),
      admin
        .getByRole('button', { name: 'Queues' })
        .or(admin.getByRole('link', { name: 'Queues' }))
        .first()
        .click(),
    ]);
    await board.getByText('important').first().waitFor();
    expect(await board.title()).toContain('Munadi');
  });

  it('has the API reference', async () => {
    const page = await (await browser.newContext()).newPage();
    await page.goto(`${app.url}/docs`);
    // One path may stand for several calls.
    for (const path of ['/api/notifications', '/api/messages/{id}/cancel', '/api/admin/dead-letters']) {
      await page.getByText(path, { exact: true }).first().waitFor();
    }
  });
});
