import { theseUsers } from '../../../audience/audience.js';
import { declare } from '../declare.js';

export default declare({
  name: 'announcement-waiting',
  on: 'announcement.waiting',
  type: 'NOTIFICATION',
  when: ({ approverIds }) => approverIds.length > 0,
  to: ({ approverIds }) => theseUsers(...approverIds),
  channels: ['IN_APP', 'PUSH', 'EMAIL'],
  values: ({ about, senderName, communityName, recipientCount }) => ({
    about,
    senderName,
    communityName,
    recipientCount,
  }),
  link: () => '/approvals',
  sample: {
    messageId: '01937b6e-7c00-7000-8000-000000000001',
    about: 'Diwali gathering',
    senderName: 'Ravi Shah',
    communityName: 'Shree Samaj',
    recipientCount: 480,
    approverIds: ['01937b6e-7c00-7000-8000-000000000002', '01937b6e-7c00-7000-8000-000000000003'],
  },
  texts: {
    en: {
      title: 'An announcement waits for your approval',
      message:
        '{senderName} wants to announce “{about}” to {recipientCount, plural, one {# person} other {# people}} in {communityName}.',
      email: {
        body: 'Hello,\n\n{senderName} wants to announce “{about}” to {recipientCount, plural, one {# person} other {# people}} in {communityName}. It is so many that a second person has to agree.\n\nPlease approve or refuse it. Until then nobody gets it.',
      },
      sms: '{senderName} wants to announce “{about}” to {recipientCount, number}. Please decide.',
    },
    hi: {
      title: 'एक घोषणा आपकी स्वीकृति की प्रतीक्षा में है',
      message:
        '{senderName} ने {communityName} में {recipientCount, plural, one {# व्यक्ति} other {# लोगों}} के लिए “{about}” की घोषणा का प्रस्ताव रखा है।',
      email: {
        body: 'नमस्ते,\n\n{senderName} ने {communityName} में {recipientCount, plural, one {# व्यक्ति} other {# लोगों}} के लिए “{about}” की घोषणा का प्रस्ताव रखा है। इतने लोगों के लिए दूसरे व्यक्ति की सहमति आवश्यक है।\n\nकृपया इसे स्वीकार या अस्वीकार करें। तब तक यह किसी को नहीं भेजी जाएगी।',
      },
      sms: '{senderName} की घोषणा प्रतीक्षा में है। कृपया निर्णय लें।',
    },
    gu: {
      title: 'એક જાહેરાત તમારી મંજૂરીની રાહ જુએ છે',
      message:
        '{senderName} એ {communityName} માં {recipientCount, plural, one {# વ્યક્તિ} other {# લોકો}} માટે “{about}” ની જાહેરાતનો પ્રસ્તાવ મૂક્યો છે.',
      email: {
        body: 'નમસ્તે,\n\n{senderName} એ {communityName} માં {recipientCount, plural, one {# વ્યક્તિ} other {# લોકો}} માટે “{about}” ની જાહેરાતનો પ્રસ્તાવ મૂક્યો છે. આટલા લોકો માટે બીજી વ્યક્તિની સંમતિ જરૂરી છે.\n\nકૃપા કરી તેને મંજૂર કે નામંજૂર કરો. ત્યાં સુધી તે કોઈને મોકલવામાં આવશે નહીં.',
      },
      sms: '{senderName} ની જાહેરાત રાહ જુએ છે. કૃપા કરી નિર્ણય આપો.',
    },
  },
});
