import type { Locale } from '../../directory/locales.js';
import { TYPES, type NotificationType } from '../types.js';

/** What a message is called that somebody wrote without a subject. */
const TITLES: Record<NotificationType, Record<Locale, string>> = {
  GENERIC: { en: 'Message', hi: 'संदेश', gu: 'સંદેશ' },
  NOTIFICATION: { en: 'Notification', hi: 'सूचना', gu: 'સૂચના' },
  ANNOUNCEMENT: { en: 'Announcement', hi: 'घोषणा', gu: 'જાહેરાત' },
  EVENT_APPROVAL: { en: 'Event approval', hi: 'कार्यक्रम की स्वीकृति', gu: 'કાર્યક્રમની મંજૂરી' },
  EVENT_REGISTRATION: { en: 'Event registration', hi: 'कार्यक्रम पंजीकरण', gu: 'કાર્યક્રમ નોંધણી' },
  EVENT_REMINDER: { en: 'Event reminder', hi: 'कार्यक्रम अनुस्मारक', gu: 'કાર્યક્રમ યાદી' },
  RESOURCE_REQUEST: { en: 'Resource request', hi: 'संसाधन अनुरोध', gu: 'સંસાધન વિનંતી' },
  PAYMENT_RECEIPT: { en: 'Payment receipt', hi: 'भुगतान रसीद', gu: 'ચુકવણીની રસીદ' },
  PAYMENT_DUE: { en: 'Payment due', hi: 'भुगतान देय', gu: 'ચુકવણી બાકી' },
  STATUS_UPDATE_REQUEST: {
    en: 'Status update requested',
    hi: 'स्थिति अद्यतन का अनुरोध',
    gu: 'સ્થિતિ જણાવવા વિનંતી',
  },
  STUDENT_REGISTERED: { en: 'Student registered', hi: 'छात्र पंजीकृत', gu: 'વિદ્યાર્થીની નોંધણી' },
  COURSE_REGISTERED: { en: 'Course registration', hi: 'पाठ्यक्रम पंजीकरण', gu: 'અભ્યાસક્રમ નોંધણી' },
  SECURITY_ALERT: { en: 'Security alert', hi: 'सुरक्षा चेतावनी', gu: 'સુરક્ષા ચેતવણી' },
  EMERGENCY_ALERT: { en: 'Emergency alert', hi: 'आपातकालीन चेतावनी', gu: 'કટોકટીની ચેતવણી' },
};

/** A type that is no more is just a message. */
export const titleOf = (type: string, locale: Locale): string =>
  TITLES[Object.hasOwn(TYPES, type) ? (type as NotificationType) : 'GENERIC'][locale];
