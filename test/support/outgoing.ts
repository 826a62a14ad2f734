import type { Outgoing } from '../../src/delivery/channels/provider.js';

/** A delivery on its way out, as a provider gets it. */
export const outgoing = (over: Partial<Outgoing> = {}): Outgoing => ({
  deliveryId: '01937b6e-7c00-7000-8000-000000000001',
  notificationId: '01937b6e-7c00-7000-8000-000000000002',
  messageId: '01937b6e-7c00-7000-8000-000000000003',
  userId: null,
  channel: 'EMAIL',
  to: 'meera@example.test',
  type: 'EVENT_APPROVAL',
  declaration: null,
  priority: 'HIGH',
  lane: 'important',
  said: { title: 'Approved', message: 'It is approved.' },
  data: {},
  link: '/events/7',
  reader: { locale: 'en', timezone: 'UTC' },
  ...over,
});
