import { theseUsers } from '../../../audience/audience.js';
import { declare } from '../declare.js';

export default declare({
  name: 'status-update-requested',
  on: 'status.update-requested',
  type: 'STATUS_UPDATE_REQUEST',
  to: (event) => theseUsers(event.memberId),
  channels: ['IN_APP', 'PUSH', 'SMS', 'EMAIL'],
  expiresAt: (event) => event.dueAt,
  values: ({ question, requestedByName, dueAt }) => ({
    question,
    requestedByName,
    dueAt,
    dated: dueAt ? 'yes' : 'no',
  }),
  link: (event) => `/status-requests/${event.requestId}`,
  sample: {
    requestId: '01937b6e-7c00-7000-8000-000000000001',
    question: 'Are you and your family safe after the flood?',
    memberId: '01937b6e-7c00-7000-8000-000000000002',
    requestedById: '01937b6e-7c00-7000-8000-000000000003',
    requestedByName: 'Harish Patel',
    dueAt: '2026-11-08T13:30:00.000Z',
  },
  texts: {
    en: {
      title: '{requestedByName} needs your answer',
      message:
        '{question}{dated, select, yes { Please answer by {dueAt, date, long}, {dueAt, time, short}.} other {}}',
      email: {
        body: 'Hello,\n\n{question}{dated, select, yes { Please answer by {dueAt, date, long}, {dueAt, time, short}.} other {}}\n\nA short answer is enough.',
      },
      sms: '{requestedByName} asks: {question}{dated, select, yes { Please answer by {dueAt, date, medium}, {dueAt, time, short}.} other {}}',
    },
    hi: {
      title: '{requestedByName} को आपके उत्तर की आवश्यकता है',
      message:
        '{question}{dated, select, yes { कृपया {dueAt, date, long}, {dueAt, time, short} तक उत्तर दें।} other {}}',
      email: {
        body: 'नमस्ते,\n\n{question}{dated, select, yes { कृपया {dueAt, date, long}, {dueAt, time, short} तक उत्तर दें।} other {}}\n\nछोटा-सा उत्तर भी काफ़ी है।',
      },
      sms: '{requestedByName}: {question}',
    },
    gu: {
      title: '{requestedByName} ને તમારા જવાબની જરૂર છે',
      message:
        '{question}{dated, select, yes { કૃપા કરી {dueAt, date, long}, {dueAt, time, short} સુધીમાં જવાબ આપો.} other {}}',
      email: {
        body: 'નમસ્તે,\n\n{question}{dated, select, yes { કૃપા કરી {dueAt, date, long}, {dueAt, time, short} સુધીમાં જવાબ આપો.} other {}}\n\nટૂંકો જવાબ પણ પૂરતો છે.',
      },
      sms: '{requestedByName}: {question}',
    },
  },
});
