import { declare } from '../declare.js';

export default declare({
  name: 'event-created',
  on: 'event.created',
  type: 'EVENT_APPROVAL',
  to: (event) => ({
    include: event.communityIds.map((group) => ({ group, roles: ['COMMUNITY_HEAD', 'COMMUNITY_SUBHEAD'] })),
  }),
  channels: ['IN_APP', 'EMAIL'],
  values: ({ title, startsAt, organizerName }) => ({ title, startsAt, organizerName }),
  link: (event) => `/events/${event.eventId}`,
  sample: {
    eventId: '01937b6e-7c00-7000-8000-000000000001',
    title: 'Diwali gathering',
    startsAt: '2026-11-08T13:30:00.000Z',
    location: 'Town hall',
    organizerId: '01937b6e-7c00-7000-8000-000000000002',
    organizerName: 'Ravi Shah',
    communityIds: ['01937b6e-7c00-7000-8000-000000000004'],
  },
  texts: {
    en: {
      title: '“{title}” waits for your approval',
      message: '{organizerName} proposes an event on {startsAt, date, long} at {startsAt, time, short}.',
    },
    hi: {
      title: '“{title}” आपकी स्वीकृति की प्रतीक्षा में है',
      message:
        '{organizerName} ने {startsAt, date, long} को {startsAt, time, short} बजे एक कार्यक्रम का प्रस्ताव रखा है।',
    },
    gu: {
      title: '“{title}” તમારી મંજૂરીની રાહ જુએ છે',
      message:
        '{organizerName} એ {startsAt, date, long} ના રોજ {startsAt, time, short} વાગ્યે કાર્યક્રમનો પ્રસ્તાવ મૂક્યો છે.',
    },
  },
});
