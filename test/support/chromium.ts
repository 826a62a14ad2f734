import type { TestProject } from 'vitest/node';
import { installWithApt } from './apt.js';
import { onPath } from './on-path.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** Undefined where no browser can be had: the browser suites are then skipped by name. */
    chromiumPath: string | undefined;
  }
}

/** The browser that playwright-core drives; its own download is never asked for. */
export default function chromium({ provide }: TestProject): void {
  provide('chromiumPath', process.env.CHROMIUM_PATH || onBoard() || installed());
}

const onBoard = () => onPath('chromium', 'chromium-browser', 'google-chrome');
const installed = () => (installWithApt('chromium') ? onBoard() : undefined);
