import type { Locale } from '../../directory/locales.js';
import { TYPES, type NotificationType } from '../types.js';

const plural = (one: string, other: string) => `{count, plural, one {# ${one}} other {# ${other}}}`;

/** What several new things of a type are called. */
const NEW: Record<NotificationType, Record<Locale, string>> = {
  GENERIC: {
    en: plural('new message', 'new messages'),
    hi: plural('नया संदेश', 'नए संदेश'),
    gu: plural('નવો સંદેશ', 'નવા સંદેશ'),
  },
  NOTIFICATION: {
    en: plural('new notification', 'new notifications'),
    hi: plural('नई सूचना', 'नई सूचनाएँ'),
    gu: plural('નવી સૂચના', 'નવી સૂચનાઓ'),
  },
  ANNOUNCEMENT: {
    en: plural('new announcement', 'new announcements'),
    hi: plural('नई घोषणा', 'नई घोषणाएँ'),
    gu: plural('નવી જાહેરાત', 'નવી જાહેરાતો'),
  },
  EVENT_APPROVAL: {
    en: plural('decision on your events', 'decisions on your events'),
    hi: plural('कार्यक्रम पर निर्णय', 'कार्यक्रमों पर निर्णय'),
    gu: plural('કાર્યક્રમ પર નિર્ણય', 'કાર્યક્રમો પર નિર્ણય'),
  },
  EVENT_REGISTRATION: {
    en: plural('new event registration', 'new event registrations'),
    hi: plural('नया कार्यक्रम पंजीकरण', 'नए कार्यक्रम पंजीकरण'),
    gu: plural('નવી કાર્યક્રમ નોંધણી', 'નવી કાર્યક્રમ નોંધણીઓ'),
  },
  EVENT_REMINDER: {
    en: plural('event reminder', 'event reminders'),
    hi: plural('कार्यक्रम अनुस्मारक', 'कार्यक्रम अनुस्मारक'),
    gu: plural('કાર્યક્રમ યાદી', 'કાર્યક્રમ યાદીઓ'),
  },
  RESOURCE_REQUEST: {
    en: plural('update on resource requests', 'updates on resource requests'),
    hi: plural('संसाधन अनुरोध की खबर', 'संसाधन अनुरोधों की खबरें'),
    gu: plural('સંસાધન વિનંતીની ખબર', 'સંસાધન વિનંતીઓની ખબર'),
  },
  PAYMENT_RECEIPT: {
    en: plural('payment receipt', 'payment receipts'),
    hi: plural('भुगतान रसीद', 'भुगतान रसीदें'),
    gu: plural('ચુકવણીની રસીદ', 'ચુકવણીની રસીદો'),
  },
  PAYMENT_DUE: {
    en: plural('payment due', 'payments due'),
    hi: plural('देय भुगतान', 'देय भुगतान'),
    gu: plural('બાકી ચુકવણી', 'બાકી ચુકવણીઓ'),
  },
  STATUS_UPDATE_REQUEST: {
    en: plural('status update requested', 'status updates requested'),
    hi: plural('स्थिति अद्यतन का अनुरोध', 'स्थिति अद्यतन के अनुरोध'),
    gu: plural('સ્થિતિ જણાવવાની વિનંતી', 'સ્થિતિ જણાવવાની વિનંતીઓ'),
  },
  STUDENT_REGISTERED: {
    en: plural('new student', 'new students'),
    hi: plural('नया छात्र', 'नए छात्र'),
    gu: plural('નવો વિદ્યાર્થી', 'નવા વિદ્યાર્થીઓ'),
  },
  COURSE_REGISTERED: {
    en: plural('new course registration', 'new course registrations'),
    hi: plural('नया पाठ्यक्रम पंजीकरण', 'नए पाठ्यक्रम पंजीकरण'),
    gu: plural('નવી અભ્યાસક્રમ નોંધણી', 'નવી અભ્યાસક્રમ નોંધણીઓ'),
  },
  SECURITY_ALERT: {
    en: plural('security alert', 'security alerts'),
    hi: plural('सुरक्षा चेतावनी', 'सुरक्षा चेतावनियाँ'),
    gu: plural('સુરક્ષા ચેતવણી', 'સુરક્ષા ચેતવણીઓ'),
  },
  EMERGENCY_ALERT: {
    en: plural('emergency alert', 'emergency alerts'),
    hi: plural('आपातकालीन चेतावनी', 'आपातकालीन चेतावनियाँ'),
    gu: plural('કટોકટીની ચેતવણી', 'કટોકટીની ચેતવણીઓ'),
  },
};

/** As ICU with a `count`. A type that is no more is just messages. */
export const newOfType = (type: string, locale: Locale): string =>
  NEW[Object.hasOwn(TYPES, type) ? (type as NotificationType) : 'GENERIC'][locale];
