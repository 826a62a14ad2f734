import { Injectable } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';

interface MarkedMethod<Mark, Argument> {
  mark: Mark;
  call: (argument: Argument) => Promise<void>;
}

/** Finds the methods of all providers that a decorator of ours has marked. */
@Injectable()
export class MarkedMethods {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  find<Mark, Argument>(key: string): MarkedMethod<Mark, Argument>[] {
    return this.discovery.getProviders().flatMap(({ instance }) => {
      if (!instance || typeof instance !== 'object') return [];
      const methods = instance as Record<string, (argument: Argument) => Promise<void>>;
      return this.scanner.getAllMethodNames(Object.getPrototypeOf(instance)).flatMap((name) => {
        const method = methods[name];
        const mark = method && this.reflector.get<Mark | undefined>(key, method);
        return method && mark
          ? [{ mark, call: (argument: Argument) => method.call(instance, argument) }]
          : [];
      });
    });
  }
}
