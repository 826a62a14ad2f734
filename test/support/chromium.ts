import type { TestProject } from 'vitest/node';
import { build } from '../../scripts/build.mjs';
import { installWithApt } from './apt.js';
import { onPath } from './on-path.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** Undefined where no browser can be had: the browser suites are then skipped by name. */
    chromiumPath: string | undefined;
  }
}

/** The browser that playwright-core drives, whose own download is never asked for, and the console that it opens. */
export default async function chromium({ provide }: TestProject): Promise<void> {
  await build('console');
  provide('chromiumPath', process.env.CHROMIUM_PATH || onBoard() || installed());
}

const onBoard = () => onPath('chromium', 'chromium-browser', 'google-chrome');
const installed = () => (installWithApt('chromium') ? onBoard() : undefined);
