import { declare } from '../declare.js';

export default declare({
  name: 'student-registered-heads',
  on: 'student.registered',
  type: 'STUDENT_REGISTERED',
  to: (event) => ({
    include: event.communityIds.map((group) => ({ group, roles: ['COMMUNITY_HEAD', 'COMMUNITY_SUBHEAD'] })),
  }),
  channels: ['IN_APP'],
  // They want to know, but nothing waits for them.
  priority: 'LOW',
  values: ({ schoolName, userName, userId, registeredById, registeredByName }) => ({
    schoolName,
    userName,
    registeredByName,
    bySelf: userId === registeredById ? 'yes' : 'no',
  }),
  sample: {
    studentId: '01937b6e-7c00-7000-8000-000000000001',
    schoolId: '01937b6e-7c00-7000-8000-000000000002',
    schoolName: 'Anand Vidyalaya',
    userId: '01937b6e-7c00-7000-8000-000000000003',
    userName: 'Meera Patel',
    registeredById: '01937b6e-7c00-7000-8000-000000000004',
    registeredByName: 'Harish Patel',
    communityIds: ['01937b6e-7c00-7000-8000-000000000005'],
  },
  texts: {
    en: {
      title: 'A new student: {userName}',
      message:
        '{bySelf, select, yes {{userName} has registered at {schoolName}.} other {{registeredByName} has registered {userName} at {schoolName}.}}',
      sms: 'New student at {schoolName}: {userName}.',
    },
    hi: {
      title: 'नए विद्यार्थी: {userName}',
      message:
        '{bySelf, select, yes {{userName} ने {schoolName} में पंजीकरण किया है।} other {{registeredByName} ने {schoolName} में {userName} का पंजीकरण किया है।}}',
      sms: '{schoolName} में नए विद्यार्थी: {userName}',
    },
    gu: {
      title: 'નવા વિદ્યાર્થી: {userName}',
      message:
        '{bySelf, select, yes {{userName} એ {schoolName} માં નોંધણી કરી છે.} other {{registeredByName} એ {schoolName} માં {userName} ની નોંધણી કરી છે.}}',
      sms: '{schoolName} માં નવા વિદ્યાર્થી: {userName}',
    },
  },
});
