import { theseUsers } from '../../../audience/audience.js';
import { declare } from '../declare.js';

export default declare({
  name: 'event-rejected',
  on: 'event.rejected',
  type: 'EVENT_APPROVAL',
  to: (event) => theseUsers(event.organizerId),
  channels: ['IN_APP', 'EMAIL'],
  values: ({ title, rejectedByName, reason }) => ({
    title,
    rejectedByName,
    reason: reason ?? '',
    explained: reason ? 'yes' : 'no',
  }),
  link: (event) => `/events/${event.eventId}`,
  sample: {
    eventId: '01937b6e-7c00-7000-8000-000000000001',
    title: 'Diwali gathering',
    organizerId: '01937b6e-7c00-7000-8000-000000000002',
    rejectedByName: 'Asha Mehta',
    reason: 'The hall is taken that evening.',
  },
  texts: {
    en: {
      title: '“{title}” was not approved',
      message: '{rejectedByName} has not approved your event{explained, select, yes {: {reason}} other {.}}',
      email: {
        body: 'Hello,\n\n{rejectedByName} has not approved your event{explained, select, yes {: {reason}} other {.}}\n\nIf something about it can be changed, please speak with {rejectedByName}.',
      },
      sms: 'Not approved: {title}{explained, select, yes {. {reason}} other {.}}',
    },
    hi: {
      title: '“{title}” को स्वीकृति नहीं मिली',
      message:
        '{rejectedByName} ने आपके कार्यक्रम को स्वीकृति नहीं दी{explained, select, yes {: {reason}} other {।}}',
      email: {
        body: 'नमस्ते,\n\n{rejectedByName} ने आपके कार्यक्रम को स्वीकृति नहीं दी{explained, select, yes {: {reason}} other {।}}\n\nयदि इसमें कुछ बदला जा सकता है, तो कृपया {rejectedByName} से बात करें।',
      },
      sms: '{title} को स्वीकृति नहीं मिली।{explained, select, yes { कारण ऐप में देखें।} other {}}',
    },
    gu: {
      title: '“{title}” મંજૂર થયું નથી',
      message: '{rejectedByName} એ તમારો કાર્યક્રમ મંજૂર કર્યો નથી{explained, select, yes {: {reason}} other {.}}',
      email: {
        body: 'નમસ્તે,\n\n{rejectedByName} એ તમારો કાર્યક્રમ મંજૂર કર્યો નથી{explained, select, yes {: {reason}} other {.}}\n\nજો તેમાં કંઈ બદલી શકાય તેમ હોય, તો કૃપા કરી {rejectedByName} સાથે વાત કરો.',
      },
      sms: '{title} મંજૂર થયું નથી.{explained, select, yes { કારણ ઍપમાં જુઓ.} other {}}',
    },
  },
});
