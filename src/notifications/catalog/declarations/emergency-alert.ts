import type { Audience } from '../../../audience/audience.js';
import { declare } from '../declare.js';

export default declare({
  name: 'emergency-alert',
  on: 'emergency.alert',
  type: 'EMERGENCY_ALERT',
  to: ({ groupIds, userIds }): Audience => ({
    include: [
      ...groupIds.map((group) => ({ group, subgroups: true as const })),
      ...(userIds.length > 0 ? [{ users: userIds }] : []),
    ],
  }),
  channels: ['IN_APP', 'EMAIL', 'PUSH', 'SMS', 'WHATSAPP'],
  dedupe: { key: (event) => event.alertId, withinSeconds: 24 * 3600 },
  expiresAt: (event) => event.validUntil,
  // In the words of whoever raised it: there is no time to translate.
  values: ({ headline, instructions, raisedByName }) => ({ headline, instructions, raisedByName }),
  sample: {
    alertId: '01937b6e-7c00-7000-8000-000000000001',
    headline: 'Flood warning for the lower town',
    instructions: 'Go to the school on the hill. Take water and medicine with you.',
    groupIds: ['01937b6e-7c00-7000-8000-000000000002'],
    userIds: ['01937b6e-7c00-7000-8000-000000000003'],
    raisedByName: 'Asha Mehta',
    validUntil: '2026-11-09T18:30:00.000Z',
  },
  texts: {
    en: {
      title: 'Emergency: {headline}',
      message: '{instructions} ({raisedByName})',
      sms: 'EMERGENCY: {headline}. {instructions}',
    },
    hi: {
      title: 'आपातकाल: {headline}',
      message: '{instructions} ({raisedByName})',
      sms: 'आपातकाल: {headline}. {instructions}',
    },
    gu: {
      title: 'કટોકટી: {headline}',
      message: '{instructions} ({raisedByName})',
      sms: 'કટોકટી: {headline}. {instructions}',
    },
  },
});
