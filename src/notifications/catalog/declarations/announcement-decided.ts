import { theseUsers } from '../../../audience/audience.js';
import { declare } from '../declare.js';

export default declare({
  name: 'announcement-decided',
  on: 'announcement.decided',
  type: 'NOTIFICATION',
  to: ({ senderId }) => theseUsers(senderId),
  channels: ['IN_APP', 'PUSH', 'EMAIL'],
  values: ({ about, decidedByName, approved, reason }) => ({
    about,
    decidedByName,
    approved: approved ? 'yes' : 'no',
    reason: reason ?? '',
    explained: reason ? 'yes' : 'no',
  }),
  link: ({ messageId }) => `/messages/${messageId}`,
  sample: {
    messageId: '01937b6e-7c00-7000-8000-000000000001',
    about: 'Diwali gathering',
    senderId: '01937b6e-7c00-7000-8000-000000000002',
    decidedByName: 'Asha Mehta',
    approved: false,
    reason: 'The date is not settled yet.',
  },
  texts: {
    en: {
      title: '“{about}” {approved, select, yes {is approved} other {was not approved}}',
      message:
        '{approved, select, yes {{decidedByName} has approved your announcement.} other {{decidedByName} has not approved your announcement{explained, select, yes {: {reason}} other {.}}}}',
      email: {
        body: 'Hello,\n\n{approved, select, yes {{decidedByName} has approved your announcement. It goes out now, or at the time that you chose.} other {{decidedByName} has not approved your announcement{explained, select, yes {: {reason}} other {.}}\n\nNobody has got it. If something about it can be changed, please speak with {decidedByName}, and send it anew.}}',
      },
      sms: '{approved, select, yes {Approved} other {Not approved}}: {about}{explained, select, yes {. {reason}} other {.}}',
    },
    hi: {
      title: '“{about}” को स्वीकृति {approved, select, yes {मिली} other {नहीं मिली}}',
      message:
        '{approved, select, yes {{decidedByName} ने आपकी घोषणा को स्वीकृति दे दी है।} other {{decidedByName} ने आपकी घोषणा को स्वीकृति नहीं दी{explained, select, yes {: {reason}} other {।}}}}',
      email: {
        body: 'नमस्ते,\n\n{approved, select, yes {{decidedByName} ने आपकी घोषणा को स्वीकृति दे दी है। यह अभी, या आपके चुने हुए समय पर भेजी जाएगी।} other {{decidedByName} ने आपकी घोषणा को स्वीकृति नहीं दी{explained, select, yes {: {reason}} other {।}}\n\nयह किसी को नहीं भेजी गई। यदि इसमें कुछ बदला जा सकता है, तो कृपया {decidedByName} से बात करें और इसे फिर से भेजें।}}',
      },
      sms: '{about}: स्वीकृति {approved, select, yes {मिली} other {नहीं मिली}}।',
    },
    gu: {
      title: '“{about}” {approved, select, yes {મંજૂર થયું} other {મંજૂર થયું નથી}}',
      message:
        '{approved, select, yes {{decidedByName} એ તમારી જાહેરાત મંજૂર કરી છે.} other {{decidedByName} એ તમારી જાહેરાત મંજૂર કરી નથી{explained, select, yes {: {reason}} other {.}}}}',
      email: {
        body: 'નમસ્તે,\n\n{approved, select, yes {{decidedByName} એ તમારી જાહેરાત મંજૂર કરી છે. તે હમણાં, અથવા તમે પસંદ કરેલા સમયે મોકલવામાં આવશે.} other {{decidedByName} એ તમારી જાહેરાત મંજૂર કરી નથી{explained, select, yes {: {reason}} other {.}}\n\nતે કોઈને મોકલવામાં આવી નથી. જો તેમાં કંઈ બદલી શકાય તેમ હોય, તો કૃપા કરી {decidedByName} સાથે વાત કરો અને તેને ફરીથી મોકલો.}}',
      },
      sms: '{about}: {approved, select, yes {મંજૂર થયું} other {મંજૂર થયું નથી}}.',
    },
  },
});
