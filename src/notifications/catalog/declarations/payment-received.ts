import { theseUsers } from '../../../audience/audience.js';
import { declare } from '../declare.js';

export default declare({
  name: 'payment-received',
  on: 'payment.received',
  type: 'PAYMENT_RECEIPT',
  to: (event) => theseUsers(event.payerId),
  channels: ['IN_APP', 'EMAIL'],
  values: ({ paymentId, purpose, amount, currency, receivedByName, receivedAt }) => ({
    paymentId,
    purpose,
    amount,
    currency,
    receivedByName,
    receivedAt,
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
      title: 'Thank you: {amount, number, money} received',
      message:
        '{receivedByName} has received {amount, number, money} from you for “{purpose}” on {receivedAt, date, long}.',
      email: {
        subject: 'Receipt: {amount, number, money} for {purpose}',
        body: 'Hello,\n\n{receivedByName} has received {amount, number, money} from you for “{purpose}” on {receivedAt, date, long}.\n\nReceipt number: {paymentId}',
      },
      sms: 'Thank you! {amount, number, money} for {purpose} received on {receivedAt, date, medium}.',
    },
    hi: {
      title: 'धन्यवाद: {amount, number, money} प्राप्त हुए',
      message:
        '{receivedByName} को {receivedAt, date, long} को आपसे “{purpose}” के लिए {amount, number, money} प्राप्त हुए हैं।',
      email: {
        subject: 'रसीद: {purpose} के लिए {amount, number, money}',
        body: 'नमस्ते,\n\n{receivedByName} को {receivedAt, date, long} को आपसे “{purpose}” के लिए {amount, number, money} प्राप्त हुए हैं।\n\nरसीद संख्या: {paymentId}',
      },
      sms: 'धन्यवाद! {purpose} के लिए {amount, number, money} प्राप्त हुए।',
    },
    gu: {
      title: 'આભાર: {amount, number, money} મળ્યા',
      message:
        '{receivedByName} ને {receivedAt, date, long} ના રોજ તમારી પાસેથી “{purpose}” માટે {amount, number, money} મળ્યા છે.',
      email: {
        subject: 'રસીદ: {purpose} માટે {amount, number, money}',
        body: 'નમસ્તે,\n\n{receivedByName} ને {receivedAt, date, long} ના રોજ તમારી પાસેથી “{purpose}” માટે {amount, number, money} મળ્યા છે.\n\nરસીદ નંબર: {paymentId}',
      },
      sms: 'આભાર! {purpose} માટે {amount, number, money} મળ્યા છે.',
    },
  },
});
