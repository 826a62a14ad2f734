import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { emailOf } from '../../src/delivery/channels/email/compose.js';
import { LOCALES } from '../../src/directory/locales.js';
import { Catalog } from '../../src/notifications/catalog/catalog.js';
import { say } from '../../src/notifications/wording/say.js';
import { testConfig } from '../support/http-app.js';
import { outgoing } from '../support/outgoing.js';

const config = testConfig();
const USER = '01937b6e-7c00-7000-8000-000000000009';

describe.skipIf(!inject('chromiumPath'))('an email in a browser', () => {
  let browser: Browser;
  let catalog: Catalog;
  beforeAll(async () => {
    catalog = await Catalog.load();
    browser = await chromium.launch({
      executablePath: inject('chromiumPath'),
      args: ['--no-sandbox', '--disable-gpu'],
    });
  });
  afterAll(() => browser.close());

  it.each(LOCALES)(
    'of every kind fits a telephone, loads nothing, and is dark at night: %s',
    { timeout: 60_000 },
    async (locale) => {
      const page = await browser.newPage({ viewport: { width: 360, height: 640 }, colorScheme: 'dark' });
      const asked: string[] = [];
      page.on('request', (request) => asked.push(request.url()));
      for (const { texts, values, sample, type } of catalog.declarations) {
        const reader = { locale, timezone: 'Asia/Kolkata' };
        const said = say(texts, values(sample), reader, 'EMAIL');
        const email = emailOf(outgoing({ userId: USER, type, said, reader }), config);
        await page.setContent(email.html);
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
        expect(await page.evaluate("getComputedStyle(document.querySelector('.card')).backgroundColor")).toBe(
          'rgb(31, 41, 55)',
        );
        expect(await page.title()).toBe(email.subject);
        expect(await page.locator('h1').innerText()).toBe(email.subject);
      }
      expect(asked).toEqual([]);
      await page.close();
    },
  );
});
