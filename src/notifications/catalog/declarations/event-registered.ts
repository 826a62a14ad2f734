import { theseUsers } from '../../../audience/audience.js';
import { declare } from '../declare.js';

export default declare({
  name: 'event-registered',
  on: 'event.registered',
  type: 'EVENT_REGISTRATION',
  // Who registers for their own event needs no news of it.
  when: (event) => event.userId !== event.organizerId,
  to: (event) => theseUsers(event.organizerId),
  channels: ['IN_APP', 'EMAIL'],
  values: ({ title, startsAt, userName }) => ({ title, startsAt, userName }),
  link: (event) => `/events/${event.eventId}`,
  sample: {
    eventId: '01937b6e-7c00-7000-8000-000000000001',
    title: 'Diwali gathering',
    startsAt: '2026-11-08T13:30:00.000Z',
    organizerId: '01937b6e-7c00-7000-8000-000000000002',
    userId: '01937b6e-7c00-7000-8000-000000000005',
    userName: 'Meera Patel',
  },
  texts: {
    en: {
      title: '{userName} comes to “{title}”',
      message: '{userName} has registered for your event on {startsAt, date, long}.',
      sms: '{userName} is coming to {title}.',
    },
    hi: {
      title: '{userName} “{title}” में आ रहे हैं',
      message: '{userName} ने {startsAt, date, long} के आपके कार्यक्रम के लिए पंजीकरण किया है।',
      sms: '{userName} ने {title} के लिए पंजीकरण किया है।',
    },
    gu: {
      title: '{userName} “{title}” માં આવશે',
      message: '{userName} એ {startsAt, date, long} ના તમારા કાર્યક્રમ માટે નોંધણી કરી છે.',
      sms: '{userName} એ {title} માટે નોંધણી કરી છે.',
    },
  },
});
