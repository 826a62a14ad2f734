import { theseUsers } from '../../../audience/audience.js';
import { declare } from '../declare.js';

export default declare({
  name: 'payment-due',
  on: 'payment.due',
  type: 'PAYMENT_DUE',
  to: (event) => theseUsers(event.payerId),
  channels: ['IN_APP', 'PUSH', 'WHATSAPP', 'EMAIL'],
  // Who has seen it needs no second reminder that costs money.
  strategy: 'ESCALATION',
  // Short of a day, because a daily reminder may come a little early.
  dedupe: { key: (event) => event.paymentId, withinSeconds: 20 * 3600 },
  values: ({ purpose, amount, currency, dueAt }) => ({ purpose, amount, currency, dueAt }),
  whatsapp: {
    template: 'payment_due',
    parameters: ['{amount, number, money}', '{purpose}', '{dueAt, date, long}'],
  },
  link: (event) => `/payments/${event.paymentId}`,
  sample: {
    paymentId: '01937b6e-7c00-7000-8000-000000000001',
    purpose: 'Yearly membership',
    amount: 125_000,
    currency: 'INR',
    payerId: '01937b6e-7c00-7000-8000-000000000002',
    dueAt: '2026-12-31T18:29:00.000Z',
  },
  texts: {
    en: {
      title: '{amount, number, money} for “{purpose}” due on {dueAt, date, medium}',
      message:
        'Your payment of {amount, number, money} for “{purpose}” has not arrived yet. It is due on {dueAt, date, long}.',
    },
    hi: {
      title: '“{purpose}”: {amount, number, money} देय, {dueAt, date, medium} तक',
      message:
        '“{purpose}” के लिए आपका {amount, number, money} का भुगतान अभी नहीं मिला है। अंतिम तिथि {dueAt, date, long} है।',
    },
    gu: {
      title: '“{purpose}”: {amount, number, money} બાકી, {dueAt, date, medium} સુધીમાં',
      message:
        '“{purpose}” માટેની તમારી {amount, number, money} ની ચુકવણી હજી મળી નથી. છેલ્લી તારીખ {dueAt, date, long} છે.',
    },
  },
});
