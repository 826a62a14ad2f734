import { theseUsers } from '../../../audience/audience.js';
import { declare } from '../declare.js';

export default declare({
  name: 'course-registered',
  on: 'course.registered',
  type: 'COURSE_REGISTERED',
  to: (event) => theseUsers(event.userId),
  channels: ['IN_APP', 'EMAIL'],
  values: ({ courseName, userId, enrolledById, enrolledByName }) => ({
    courseName,
    enrolledByName,
    bySelf: userId === enrolledById ? 'yes' : 'no',
  }),
  link: (event) => `/courses/${event.courseId}`,
  sample: {
    courseId: '01937b6e-7c00-7000-8000-000000000001',
    courseName: 'Tabla and harmonium',
    userId: '01937b6e-7c00-7000-8000-000000000002',
    userName: 'Meera Patel',
    enrolledById: '01937b6e-7c00-7000-8000-000000000003',
    enrolledByName: 'Harish Patel',
  },
  texts: {
    en: {
      title: 'You take part in “{courseName}”',
      message:
        '{bySelf, select, yes {You are enrolled.} other {{enrolledByName} has enrolled you.}} You will hear of everything about this course here.',
      email: {
        body: 'Hello,\n\n{bySelf, select, yes {You are enrolled.} other {{enrolledByName} has enrolled you.}} You will hear of everything about this course here.',
      },
      sms: 'You are enrolled in {courseName}.',
    },
    hi: {
      title: 'आप “{courseName}” में शामिल हैं',
      message:
        '{bySelf, select, yes {आपका नामांकन हो गया है।} other {{enrolledByName} ने आपका नामांकन किया है।}} इस पाठ्यक्रम की हर सूचना आपको यहीं मिलेगी।',
      email: {
        body: 'नमस्ते,\n\n{bySelf, select, yes {आपका नामांकन हो गया है।} other {{enrolledByName} ने आपका नामांकन किया है।}} इस पाठ्यक्रम की हर सूचना आपको यहीं मिलेगी।',
      },
      sms: '{courseName}: आपका नामांकन हो गया है।',
    },
    gu: {
      title: 'તમે “{courseName}” માં જોડાયા છો',
      message:
        '{bySelf, select, yes {તમારો પ્રવેશ થઈ ગયો છે.} other {{enrolledByName} એ તમને પ્રવેશ અપાવ્યો છે.}} આ અભ્યાસક્રમની દરેક જાણ તમને અહીં મળશે.',
      email: {
        body: 'નમસ્તે,\n\n{bySelf, select, yes {તમારો પ્રવેશ થઈ ગયો છે.} other {{enrolledByName} એ તમને પ્રવેશ અપાવ્યો છે.}} આ અભ્યાસક્રમની દરેક જાણ તમને અહીં મળશે.',
      },
      sms: '{courseName}: તમારો પ્રવેશ થઈ ગયો છે.',
    },
  },
});
