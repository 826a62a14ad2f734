import { theseUsers } from '../../../audience/audience.js';
import { declare } from '../declare.js';

export default declare({
  name: 'status-updated',
  on: 'status.updated',
  type: 'STATUS_UPDATE_REQUEST',
  to: (event) => theseUsers(event.requestedById),
  channels: ['IN_APP', 'PUSH'],
  // The question was urgent; that it is answered is not.
  priority: 'MEDIUM',
  values: ({ question, answer, memberName }) => ({ question, answer, memberName }),
  link: (event) => `/status-requests/${event.requestId}`,
  sample: {
    requestId: '01937b6e-7c00-7000-8000-000000000001',
    question: 'Are you and your family safe after the flood?',
    answer: 'Yes, all of us are with my uncle.',
    memberId: '01937b6e-7c00-7000-8000-000000000002',
    memberName: 'Meera Patel',
    requestedById: '01937b6e-7c00-7000-8000-000000000003',
  },
  texts: {
    en: {
      title: '{memberName} has answered',
      message: '“{question}”: {answer}',
      sms: '{memberName} has answered: {answer}',
    },
    hi: {
      title: '{memberName} ने उत्तर दिया है',
      message: '“{question}”: {answer}',
      sms: '{memberName} का उत्तर: {answer}',
    },
    gu: {
      title: '{memberName} એ જવાબ આપ્યો છે',
      message: '“{question}”: {answer}',
      sms: '{memberName} નો જવાબ: {answer}',
    },
  },
});
