import { theseUsers } from '../../../audience/audience.js';
import { declare } from '../declare.js';

export default declare({
  name: 'event-reminder',
  on: 'event.reminder',
  type: 'EVENT_REMINDER',
  to: (event) => theseUsers(...event.userIds),
  channels: ['IN_APP', 'PUSH', 'EMAIL'],
  // A day ahead and an hour ahead are two reminders; two in the same hour are one too many.
  dedupe: { key: (event) => `${event.eventId}:${event.startsAt}`, withinSeconds: 3600 },
  expiresAt: (event) => event.startsAt,
  values: ({ title, startsAt, location }) => ({
    title,
    startsAt,
    location: location ?? '',
    placed: location ? 'yes' : 'no',
  }),
  link: (event) => `/events/${event.eventId}`,
  sample: {
    eventId: '01937b6e-7c00-7000-8000-000000000001',
    title: 'Diwali gathering',
    startsAt: '2026-11-08T13:30:00.000Z',
    location: 'Town hall',
    userIds: ['01937b6e-7c00-7000-8000-000000000002', '01937b6e-7c00-7000-8000-000000000003'],
  },
  texts: {
    en: {
      title: '“{title}” is coming up',
      message:
        'It begins on {startsAt, date, long} at {startsAt, time, short}{placed, select, yes { ({location})} other {}}.',
      email: {
        body: 'Hello,\n\nIt begins on {startsAt, date, long} at {startsAt, time, short}{placed, select, yes { ({location})} other {}}.\n\nWe look forward to seeing you.',
      },
      sms: 'Reminder: {title}, {startsAt, date, medium}, {startsAt, time, short}{placed, select, yes {, {location}} other {}}.',
    },
    hi: {
      title: '“{title}” जल्द ही है',
      message:
        'यह {startsAt, date, long} को {startsAt, time, short} बजे शुरू होगा{placed, select, yes { (स्थान: {location})} other {}}।',
      email: {
        body: 'नमस्ते,\n\nयह {startsAt, date, long} को {startsAt, time, short} बजे शुरू होगा{placed, select, yes { (स्थान: {location})} other {}}।\n\nआपकी उपस्थिति की प्रतीक्षा रहेगी।',
      },
      sms: 'याद रखें: {title}, {startsAt, date, short}, {startsAt, time, short}{placed, select, yes {, {location}} other {}}',
    },
    gu: {
      title: '“{title}” ટૂંક સમયમાં છે',
      message:
        'તે {startsAt, date, long} ના રોજ {startsAt, time, short} વાગ્યે શરૂ થશે{placed, select, yes { (સ્થળ: {location})} other {}}.',
      email: {
        body: 'નમસ્તે,\n\nતે {startsAt, date, long} ના રોજ {startsAt, time, short} વાગ્યે શરૂ થશે{placed, select, yes { (સ્થળ: {location})} other {}}.\n\nતમારી હાજરીની રાહ જોઈશું.',
      },
      sms: 'યાદ રાખશો: {title}, {startsAt, date, short}, {startsAt, time, short}{placed, select, yes {, {location}} other {}}',
    },
  },
});
