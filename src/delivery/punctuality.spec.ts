import { expect, it } from 'vitest';
import { Metrics } from '../platform/observability/metrics.js';
import { Punctuality } from './punctuality.js';

it('counts what was sent by its lane, and what ended later than the lane promises', async () => {
  const metrics = new Metrics();
  const punctuality = new Punctuality(metrics);
  // Five minutes are promised.
  punctuality.note('critical', { sentAfter: [0.2, 299, 301], failedAfter: [10, 4_000] });
  punctuality.note('bulk', { sentAfter: [4_000], failedAfter: [] });

  const said = await metrics.registry.metrics();
  expect(said).toContain('munadi_delivery_seconds_count{lane="critical"} 3');
  expect(said).toContain('munadi_delivery_seconds_bucket{le="300",lane="critical"} 2');
  expect(said).toContain('munadi_sla_breaches_total{lane="critical"} 2');
  expect(said).toContain('munadi_sla_breaches_total{lane="important"} 0');
  expect(said).toContain('munadi_sla_breaches_total{lane="bulk"} 0');
});
