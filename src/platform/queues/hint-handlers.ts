import { Injectable, type OnModuleInit } from '@nestjs/common';
import { MarkedMethods } from '../discovery/marked-methods.js';
import type { Hint, HintName } from './hints.js';
import { HANDLES_HINT } from './on-hint.js';

type Handler = (data: Hint['data']) => Promise<void>;

const NAMES: Record<HintName, true> = { plan: true, deliver: true, digest: true, tick: true, redrive: true };

@Injectable()
export class HintHandlers implements OnModuleInit {
  private readonly handlers = new Map<HintName, Handler>();

  constructor(private readonly marked: MarkedMethods) {}

  onModuleInit(): void {
    for (const { mark, call } of this.marked.find<HintName, Hint['data']>(HANDLES_HINT)) {
      if (this.handlers.has(mark)) {
        throw new Error(`Two methods are marked @OnHint('${mark}'); keep one of them.`);
      }
      this.handlers.set(mark, call);
    }
    const missing = Object.keys(NAMES).filter((name) => !this.handlers.has(name as HintName));
    if (missing.length > 0) {
      throw new Error(
        `Nothing handles the hints ${missing.join(', ')}: mark a method with @OnHint and list its class as a provider of a module that a worker opens.`,
      );
    }
  }

  async handle(name: HintName, data: Hint['data']): Promise<void> {
    await this.handlers.get(name)?.(data);
  }
}
