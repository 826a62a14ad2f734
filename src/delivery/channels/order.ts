import type { Channel } from '../../notifications/vocabulary.js';
import { SMS_SERVICES, type SmsOrder } from '../../platform/config/sms-order.js';
import type { Provider } from './provider.js';
import { countryOf } from '../../directory/phone.js';

/** Who goes before all others of their channel; the others as they are registered. */
const FIRST: Partial<Record<Channel, readonly string[]>> = {
  EMAIL: ['smtp', 'smtp-fallback'],
  PUSH: ['fcm', 'webpush'],
};

/** Each of these may know somebody's devices that the others do not: all are asked at once. */
export const TOGETHER: ReadonlySet<Channel> = new Set<Channel>(['PUSH']);

/** Providers of a channel in the order in which they are asked, for this address. */
export function inOrder(
  channel: Channel,
  providers: readonly Provider[],
  sms: SmsOrder,
  to: string | null,
): Provider[] {
  if (channel === 'SMS') return bySmsOrder(providers, sms, to);
  const place = ({ name }: Provider) => {
    const found = FIRST[channel]?.indexOf(name) ?? -1;
    return found < 0 ? Infinity : found;
  };
  return providers.toSorted((a, b) => (place(a) === place(b) ? 0 : place(a) - place(b)));
}

/** A service that the order leaves out is not asked; one that it cannot name comes last. */
function bySmsOrder(
  providers: readonly Provider[],
  { usual, byCountry }: SmsOrder,
  to: string | null,
): Provider[] {
  const country = byCountry.size > 0 && to !== null ? countryOf(to) : undefined;
  const order = (country === undefined ? undefined : byCountry.get(country)) ?? usual;
  return [
    ...order.flatMap((name) => providers.find((each) => each.name === name) ?? []),
    ...providers.filter(({ name }) => !SMS_SERVICES.includes(name)),
  ];
}
