import { theseUsers } from '../../../audience/audience.js';
import { declare } from '../declare.js';

export default declare({
  name: 'security-alert',
  on: 'security.alert',
  type: 'SECURITY_ALERT',
  to: (event) => theseUsers(...event.userIds),
  channels: ['IN_APP', 'EMAIL', 'PUSH', 'SMS', 'WHATSAPP'],
  // Somebody who tries again and again must not set off an alarm on five channels each time.
  dedupe: { key: (event) => `${event.incident}:${event.place ?? ''}`, withinSeconds: 600 },
  values: ({ incident, occurredAt, place }) => ({
    incident,
    occurredAt,
    place: place ?? '',
    placed: place ? 'yes' : 'no',
  }),
  whatsapp: { template: 'security_alert', parameters: ['{title}', '{message}'] },
  sample: {
    userIds: ['01937b6e-7c00-7000-8000-000000000001'],
    incident: 'NEW_SIGN_IN',
    occurredAt: '2026-11-08T13:30:00.000Z',
    place: 'Chrome, Surat',
  },
  texts: {
    en: {
      title:
        '{incident, select, NEW_SIGN_IN {New sign-in to your account} PASSWORD_CHANGED {Your password was changed} CONTACT_CHANGED {Your contact details were changed} ACCOUNT_LOCKED {Your account is locked} other {Look after your account}}',
      message:
        'On {occurredAt, date, medium} at {occurredAt, time, short}{placed, select, yes { ({place})} other {}}. If this was not you, tell an administrator at once.',
      email: {
        body: 'Hello,\n\nOn {occurredAt, date, medium} at {occurredAt, time, short}{placed, select, yes { ({place})} other {}}. If this was not you, tell an administrator at once.\n\nWe never ask you for your password.',
      },
      sms: '{incident, select, NEW_SIGN_IN {New sign-in to your account} PASSWORD_CHANGED {Your password was changed} CONTACT_CHANGED {Your contact details were changed} ACCOUNT_LOCKED {Your account is locked} other {Look after your account}}, {occurredAt, date, medium}, {occurredAt, time, short}. Not you? Tell an administrator at once.',
    },
    hi: {
      title:
        '{incident, select, NEW_SIGN_IN {आपके खाते में नया साइन-इन} PASSWORD_CHANGED {आपका पासवर्ड बदला गया} CONTACT_CHANGED {आपका संपर्क विवरण बदला गया} ACCOUNT_LOCKED {आपका खाता बंद कर दिया गया है} other {अपने खाते की जाँच करें}}',
      message:
        '{occurredAt, date, medium} को {occurredAt, time, short} बजे{placed, select, yes { ({place})} other {}}। यदि यह आपने नहीं किया, तो तुरंत व्यवस्थापक को बताएँ।',
      email: {
        body: 'नमस्ते,\n\n{occurredAt, date, medium} को {occurredAt, time, short} बजे{placed, select, yes { ({place})} other {}}। यदि यह आपने नहीं किया, तो तुरंत व्यवस्थापक को बताएँ।\n\nहम आपसे कभी आपका पासवर्ड नहीं माँगते।',
      },
      sms: '{incident, select, NEW_SIGN_IN {खाते में नया साइन-इन} PASSWORD_CHANGED {पासवर्ड बदला गया} CONTACT_CHANGED {संपर्क विवरण बदला गया} ACCOUNT_LOCKED {खाता बंद किया गया} other {अपने खाते की जाँच करें}}। आप नहीं थे? व्यवस्थापक को बताएँ।',
    },
    gu: {
      title:
        '{incident, select, NEW_SIGN_IN {તમારા ખાતામાં નવું સાઇન-ઇન} PASSWORD_CHANGED {તમારો પાસવર્ડ બદલાયો છે} CONTACT_CHANGED {તમારી સંપર્ક વિગતો બદલાઈ છે} ACCOUNT_LOCKED {તમારું ખાતું બંધ કરાયું છે} other {તમારું ખાતું તપાસો}}',
      message:
        '{occurredAt, date, medium} ના રોજ {occurredAt, time, short} વાગ્યે{placed, select, yes { ({place})} other {}}. જો આ તમે ન કર્યું હોય, તો તરત વ્યવસ્થાપકને જણાવો.',
      email: {
        body: 'નમસ્તે,\n\n{occurredAt, date, medium} ના રોજ {occurredAt, time, short} વાગ્યે{placed, select, yes { ({place})} other {}}. જો આ તમે ન કર્યું હોય, તો તરત વ્યવસ્થાપકને જણાવો.\n\nઅમે તમારી પાસે ક્યારેય પાસવર્ડ માગતા નથી.',
      },
      sms: '{incident, select, NEW_SIGN_IN {ખાતામાં નવું સાઇન-ઇન} PASSWORD_CHANGED {પાસવર્ડ બદલાયો} CONTACT_CHANGED {સંપર્ક વિગતો બદલાઈ} ACCOUNT_LOCKED {ખાતું બંધ કરાયું} other {તમારું ખાતું તપાસો}}. તમે ન હો તો વ્યવસ્થાપકને જણાવો.',
    },
  },
});
