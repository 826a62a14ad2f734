import { tooMany } from '../../platform/errors/app-error.js';

/** A console asks with each click, and each question may read a million rows. */
const AT_ONCE = 2;
const WAITING = 4;

/** Does what somebody asks for two at a time, and a few more after each other. Of this process: the others have connections of their own. */
export class FewAtOnce {
  private readonly lines = new Map<string, { running: number; waiting: (() => void)[] }>();

  async run<T>(who: string, work: () => Promise<T>): Promise<T> {
    await this.enter(who);
    try {
      return await work();
    } finally {
      this.leave(who);
    }
  }

  private async enter(who: string): Promise<void> {
    const line = this.lines.get(who) ?? { running: 0, waiting: [] };
    this.lines.set(who, line);
    if (line.running < AT_ONCE) {
      line.running++;
      return;
    }
    if (line.waiting.length >= WAITING) {
      throw tooMany('Several things that you have asked for are being counted. Wait for one of them.', 1);
    }
    // Whoever leaves hands on their place.
    await new Promise<void>((resolve) => line.waiting.push(resolve));
  }

  private leave(who: string): void {
    const line = this.lines.get(who);
    const next = line?.waiting.shift();
    if (next) next();
    else if (line && --line.running === 0) this.lines.delete(who);
  }
}
