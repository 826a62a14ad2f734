import type { Language } from '../language/strings';
import type { GroupKind } from './scope';
import type { Who } from './expression';

const en = {
  groups: 'Groups that you may write to',
  find: 'Find a group',
  noneFound: 'No group of that name.',
  left: (n: string) => `And ${n} more. Find them by name.`,
  group: (name: string, count: number, n: string) => `${name}, ${n} ${count === 1 ? 'person' : 'people'}`,
  kinds: {
    COMMUNITY: 'community',
    GOTRA: 'gotra',
    FAMILY: 'family',
    SCHOOL: 'school',
    COURSE: 'course',
  } satisfies Record<GroupKind, string>,
  whoOf: 'Of these groups',
  who: {
    everybody: 'Everybody',
    families: 'Only heads of families',
    heads: 'Only heads',
  } satisfies Record<Who, string>,
  withoutMe: 'Leave me out',
  topics: 'Those who follow a topic',
  followers: (n: string) => `${n} following`,
  saved: 'A choice saved before',
  savedNone: 'Choose again by hand',
  savedWhole: (name: string) => `The saved choice “${name}”`,
  save: 'Save this choice',
  saveAs: 'Name of this choice',
  saveDo: 'Save',
  forgetDo: 'Delete',
  forget: (name: string) => `Delete the saved choice “${name}”`,
};

export type AudienceWords = typeof en;

const hi: AudienceWords = {
  groups: 'वे समूह जिन्हें आप लिख सकते हैं',
  find: 'समूह खोजें',
  noneFound: 'इस नाम का कोई समूह नहीं है।',
  left: (n) => `और ${n} समूह। उन्हें नाम से खोजें।`,
  group: (name, _, n) => `${name}, ${n} लोग`,
  kinds: {
    COMMUNITY: 'समुदाय',
    GOTRA: 'गोत्र',
    FAMILY: 'परिवार',
    SCHOOL: 'विद्यालय',
    COURSE: 'पाठ्यक्रम',
  },
  whoOf: 'इन समूहों में से',
  who: { everybody: 'सभी', families: 'केवल परिवार प्रमुख', heads: 'केवल प्रमुख' },
  withoutMe: 'मुझे छोड़ दें',
  topics: 'किसी विषय से जुड़े लोग',
  followers: (n) => `${n} जुड़े हैं`,
  saved: 'पहले सहेजा गया चुनाव',
  savedNone: 'फिर से स्वयं चुनें',
  savedWhole: (name) => `सहेजा गया चुनाव “${name}”`,
  save: 'यह चुनाव सहेजें',
  saveAs: 'इस चुनाव का नाम',
  saveDo: 'सहेजें',
  forgetDo: 'मिटाएँ',
  forget: (name) => `सहेजा गया चुनाव “${name}” मिटाएँ`,
};

const gu: AudienceWords = {
  groups: 'તમે લખી શકો તે સમૂહો',
  find: 'સમૂહ શોધો',
  noneFound: 'આ નામનો કોઈ સમૂહ નથી.',
  left: (n) => `અને બીજા ${n} સમૂહ. તેમને નામથી શોધો.`,
  group: (name, _, n) => `${name}, ${n} લોકો`,
  kinds: {
    COMMUNITY: 'સમુદાય',
    GOTRA: 'ગોત્ર',
    FAMILY: 'પરિવાર',
    SCHOOL: 'શાળા',
    COURSE: 'અભ્યાસક્રમ',
  },
  whoOf: 'આ સમૂહોમાંથી',
  who: { everybody: 'બધાં', families: 'ફક્ત પરિવારના વડા', heads: 'ફક્ત વડા' },
  withoutMe: 'મને બાકાત રાખો',
  topics: 'કોઈ વિષય સાથે જોડાયેલાં લોકો',
  followers: (n) => `${n} જોડાયેલાં`,
  saved: 'પહેલાં સાચવેલી પસંદગી',
  savedNone: 'ફરી જાતે પસંદ કરો',
  savedWhole: (name) => `સાચવેલી પસંદગી “${name}”`,
  save: 'આ પસંદગી સાચવો',
  saveAs: 'આ પસંદગીનું નામ',
  saveDo: 'સાચવો',
  forgetDo: 'કાઢી નાખો',
  forget: (name) => `સાચવેલી પસંદગી “${name}” કાઢી નાખો`,
};

export const AUDIENCE_WORDS: Record<Language, AudienceWords> = { en, hi, gu };
