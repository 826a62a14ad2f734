import { theseUsers } from '../../../audience/audience.js';
import { declare } from '../declare.js';

export default declare({
  name: 'event-approved',
  on: 'event.approved',
  type: 'EVENT_APPROVAL',
  to: (event) => theseUsers(event.organizerId),
  channels: ['IN_APP', 'EMAIL'],
  values: ({ title, startsAt, location, approvedByName }) => ({ title, startsAt, location, approvedByName }),
  link: (event) => `/events/${event.eventId}`,
  sample: {
    eventId: '01937b6e-7c00-7000-8000-000000000001',
    title: 'Diwali gathering',
    startsAt: '2026-11-08T13:30:00.000Z',
    location: 'Town hall',
    organizerId: '01937b6e-7c00-7000-8000-000000000002',
    approvedById: '01937b6e-7c00-7000-8000-000000000003',
    approvedByName: 'Asha Mehta',
  },
  texts: {
    en: {
      title: '“{title}” is approved',
      message:
        '{approvedByName} has approved your event on {startsAt, date, long} at {startsAt, time, short}.',
      email: {
        body: 'Hello,\n\n{approvedByName} has approved your event on {startsAt, date, long} at {startsAt, time, short}.\n\nMembers can register for it now, and you will be told when somebody does.',
      },
      sms: 'Approved: {title}, {startsAt, date, medium}, {startsAt, time, short}.',
    },
    hi: {
      title: '“{title}” को स्वीकृति मिली',
      message:
        '{approvedByName} ने {startsAt, date, long} को {startsAt, time, short} बजे होने वाले आपके कार्यक्रम को स्वीकृति दे दी है।',
      email: {
        body: 'नमस्ते,\n\n{approvedByName} ने {startsAt, date, long} को {startsAt, time, short} बजे होने वाले आपके कार्यक्रम को स्वीकृति दे दी है।\n\nअब सदस्य इसके लिए पंजीकरण कर सकते हैं, और हर पंजीकरण की सूचना आपको मिलेगी।',
      },
      sms: '{title} को स्वीकृति मिली: {startsAt, date, short}, {startsAt, time, short}',
    },
    gu: {
      title: '“{title}” મંજૂર થયું',
      message:
        '{approvedByName} એ {startsAt, date, long} ના રોજ {startsAt, time, short} વાગ્યે યોજાનાર તમારો કાર્યક્રમ મંજૂર કર્યો છે.',
      email: {
        body: 'નમસ્તે,\n\n{approvedByName} એ {startsAt, date, long} ના રોજ {startsAt, time, short} વાગ્યે યોજાનાર તમારો કાર્યક્રમ મંજૂર કર્યો છે.\n\nહવે સભ્યો તેના માટે નોંધણી કરી શકે છે, અને દરેક નોંધણીની જાણ તમને કરવામાં આવશે.',
      },
      sms: '{title} મંજૂર થયું: {startsAt, date, short}, {startsAt, time, short}',
    },
  },
});
