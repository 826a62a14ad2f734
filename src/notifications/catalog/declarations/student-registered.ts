import { theseUsers } from '../../../audience/audience.js';
import { declare } from '../declare.js';

export default declare({
  name: 'student-registered',
  on: 'student.registered',
  type: 'STUDENT_REGISTERED',
  to: (event) => theseUsers(event.userId),
  channels: ['IN_APP', 'EMAIL'],
  values: ({ schoolName }) => ({ schoolName }),
  link: () => '/courses',
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
      title: 'You are registered at {schoolName}',
      message: 'You are now a student of {schoolName}. Welcome! The courses are open to you.',
      email: {
        body: 'Hello,\n\nYou are now a student of {schoolName}. Welcome! The courses are open to you.',
      },
      sms: 'You are now a student of {schoolName}. Welcome!',
    },
    hi: {
      title: '{schoolName} में आपका पंजीकरण हो गया',
      message: 'अब आप {schoolName} के विद्यार्थी हैं। स्वागत है! सभी पाठ्यक्रम आपके लिए खुले हैं।',
      email: { body: 'नमस्ते,\n\nअब आप {schoolName} के विद्यार्थी हैं। स्वागत है! सभी पाठ्यक्रम आपके लिए खुले हैं।' },
      sms: '{schoolName} में आपका पंजीकरण हो गया। स्वागत है!',
    },
    gu: {
      title: '{schoolName} માં તમારી નોંધણી થઈ ગઈ',
      message: 'હવે તમે {schoolName} ના વિદ્યાર્થી છો. સ્વાગત છે! બધા અભ્યાસક્રમો તમારા માટે ખુલ્લા છે.',
      email: { body: 'નમસ્તે,\n\nહવે તમે {schoolName} ના વિદ્યાર્થી છો. સ્વાગત છે! બધા અભ્યાસક્રમો તમારા માટે ખુલ્લા છે.' },
      sms: '{schoolName} માં તમારી નોંધણી થઈ ગઈ. સ્વાગત છે!',
    },
  },
});
