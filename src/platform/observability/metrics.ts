import { Registry } from 'prom-client';

/** Where every room puts what it counts; operations show it. One for each application. */
export class Metrics {
  readonly registry = new Registry();
}
