import { theseUsers } from '../../../audience/audience.js';
import { declare } from '../declare.js';

export default declare({
  name: 'payment-created',
  on: 'payment.created',
  type: 'PAYMENT_DUE',
  to: (event) => theseUsers(event.payerId),
  channels: ['IN_APP', 'EMAIL'],
  values: ({ purpose, amount, currency, dueAt, createdByName }) => ({
    purpose,
    amount,
    currency,
    dueAt,
    createdByName,
    dated: dueAt ? 'yes' : 'no',
  }),
  link: (event) => `/payments/${event.paymentId}`,
  sample: {
    paymentId: '01937b6e-7c00-7000-8000-000000000001',
    purpose: 'Yearly membership',
    amount: 125_000,
    currency: 'INR',
    payerId: '01937b6e-7c00-7000-8000-000000000002',
    dueAt: '2026-12-31T18:29:00.000Z',
    createdById: '01937b6e-7c00-7000-8000-000000000003',
    createdByName: 'Asha Mehta',
  },
  texts: {
    en: {
      title: 'Please pay {amount, number, money}: {purpose}',
      message:
        '{createdByName} asks you to pay {amount, number, money} for “{purpose}”{dated, select, yes { by {dueAt, date, long}} other {}}.',
      email: {
        body: 'Hello,\n\n{createdByName} asks you to pay {amount, number, money} for “{purpose}”{dated, select, yes { by {dueAt, date, long}} other {}}.\n\nIf you have paid already, please let {createdByName} know. Thank you.',
      },
      sms: 'Please pay {amount, number, money} for {purpose}{dated, select, yes { by {dueAt, date, medium}} other {}}.',
    },
    hi: {
      title: 'कृपया {amount, number, money} का भुगतान करें: {purpose}',
      message:
        '{createdByName} ने आपसे “{purpose}” के लिए {dated, select, yes {{dueAt, date, long} तक } other {}}{amount, number, money} का भुगतान करने का अनुरोध किया है।',
      email: {
        body: 'नमस्ते,\n\n{createdByName} ने आपसे “{purpose}” के लिए {dated, select, yes {{dueAt, date, long} तक } other {}}{amount, number, money} का भुगतान करने का अनुरोध किया है।\n\nयदि आप भुगतान कर चुके हैं, तो कृपया {createdByName} को बताएँ। धन्यवाद।',
      },
      sms: '{purpose}: कृपया {dated, select, yes {{dueAt, date, short} तक } other {}}{amount, number, money} चुकाएँ।',
    },
    gu: {
      title: 'કૃપા કરી {amount, number, money} ચૂકવો: {purpose}',
      message:
        '{createdByName} એ તમને “{purpose}” માટે {dated, select, yes {{dueAt, date, long} સુધીમાં } other {}}{amount, number, money} ચૂકવવા વિનંતી કરી છે.',
      email: {
        body: 'નમસ્તે,\n\n{createdByName} એ તમને “{purpose}” માટે {dated, select, yes {{dueAt, date, long} સુધીમાં } other {}}{amount, number, money} ચૂકવવા વિનંતી કરી છે.\n\nજો તમે ચુકવણી કરી દીધી હોય, તો કૃપા કરી {createdByName} ને જણાવો. આભાર.',
      },
      sms: '{purpose}: કૃપા કરી {dated, select, yes {{dueAt, date, short} સુધીમાં } other {}}{amount, number, money} ચૂકવો.',
    },
  },
});
