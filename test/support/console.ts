import type { Browser, Page } from 'playwright-core';
import type { TestApp } from './app.js';

export const BROWSER_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--no-first-run',
];

interface Session {
  accessToken: string;
  user: { id: string };
}

interface Where {
  app: TestApp;
  browser: Browser;
  /** Whatever a page complains about. */
  mistakes: string[];
}

/** A window of its own in which somebody is signed in and reads English, at this address. */
export async function consoleAt(
  { app, browser, mistakes }: Where,
  email: string,
  path: string,
): Promise<Page> {
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
