import { theseUsers } from '../../../audience/audience.js';
import { declare } from '../declare.js';

export default declare({
  name: 'payment-received-treasurer',
  on: 'payment.received',
  type: 'PAYMENT_RECEIPT',
  // Who took the money knows of it.
  when: (event) => event.createdById !== event.receivedById,
  to: (event) => theseUsers(event.createdById),
  channels: ['IN_APP'],
  priority: 'MEDIUM',
  values: ({ purpose, amount, currency, payerName, receivedByName }) => ({
    purpose,
    amount,
    currency,
    payerName,
    receivedByName,
  }),
  link: (event) => `/payments/${event.paymentId}`,
  sample: {
    paymentId: '01937b6e-7c00-7000-8000-000000000001',
    purpose: 'Yearly membership',
    amount: 125_000,
    currency: 'INR',
    payerId: '01937b6e-7c00-7000-8000-000000000002',
    payerName: 'Meera Patel',
    createdById: '01937b6e-7c00-7000-8000-000000000003',
    receivedById: '01937b6e-7c00-7000-8000-000000000004',
    receivedByName: 'Harish Patel',
    receivedAt: '2026-12-20T06:30:00.000Z',
  },
  texts: {
    en: {
      title: '{payerName} has paid {amount, number, money}',
      message: '{receivedByName} has received {amount, number, money} from {payerName} for “{purpose}”.',
      sms: '{payerName} has paid {amount, number, money} for {purpose}. Received by {receivedByName}.',
    },
    hi: {
      title: '{payerName} ने {amount, number, money} का भुगतान किया',
      message: '{receivedByName} को {payerName} से “{purpose}” के लिए {amount, number, money} प्राप्त हुए हैं।',
      sms: '{payerName} ने {amount, number, money} चुकाए: {purpose}',
    },
    gu: {
      title: '{payerName} એ {amount, number, money} ચૂકવ્યા',
      message: '{receivedByName} ને {payerName} પાસેથી “{purpose}” માટે {amount, number, money} મળ્યા છે.',
      sms: '{payerName} એ {amount, number, money} ચૂકવ્યા: {purpose}',
    },
  },
});
