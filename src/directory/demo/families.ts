import type { Locale } from '../locales.js';
import type { GOTRAS } from './offices.js';

type Timezone = 'Asia/Kolkata' | 'America/New_York';

interface DemoFamily {
  gotra: (typeof GOTRAS)[number]['name'];
  surname: string;
  timezone: Timezone;
  /** First names with their languages; the first one is the head of the family. */
  people: Readonly<Record<string, Locale>>;
}

const HOME = 'Asia/Kolkata';
const ABROAD = 'America/New_York';

/** All invented. */
export const FAMILIES: readonly DemoFamily[] = [
  {
    gotra: 'Kashyap',
    surname: 'Patel',
    timezone: HOME,
    people: { Harish: 'en', Meera: 'en', Jignesh: 'gu', Hetal: 'gu', Tanvi: 'gu' },
  },
  {
    gotra: 'Kashyap',
    surname: 'Desai',
    timezone: HOME,
    people: { Falguni: 'gu', Kantilal: 'en', Bhavna: 'gu', Chirag: 'gu', Riya: 'en' },
  },
  {
    gotra: 'Kashyap',
    surname: 'Amin',
    timezone: ABROAD,
    people: { Sanjay: 'en', Priti: 'gu', Nisha: 'en', Dev: 'en', Kokila: 'gu' },
  },
  {
    gotra: 'Kashyap',
    surname: 'Parekh',
    timezone: HOME,
    people: { Mahesh: 'gu', Ila: 'gu', Darshan: 'hi', Khushi: 'en', Jayantilal: 'gu' },
  },
  {
    gotra: 'Bharadwaj',
    surname: 'Joshi',
    timezone: HOME,
    people: { Dinesh: 'gu', Rekha: 'gu', Parth: 'en', Aditi: 'hi', Shanta: 'gu' },
  },
  {
    gotra: 'Bharadwaj',
    surname: 'Trivedi',
    timezone: HOME,
    people: { Bharat: 'gu', Usha: 'hi', Yash: 'en', Kavita: 'hi', Om: 'gu' },
  },
  {
    gotra: 'Bharadwaj',
    surname: 'Sharma',
    timezone: HOME,
    people: { Sunita: 'hi', Rajendra: 'hi', Ankit: 'hi', Neha: 'en', Kamla: 'hi' },
  },
  {
    gotra: 'Bharadwaj',
    surname: 'Dave',
    timezone: ABROAD,
    people: { Ketan: 'en', Alpa: 'gu', Maya: 'en', Rohan: 'en', Vinod: 'gu' },
  },
  {
    gotra: 'Vashishtha',
    surname: 'Mehta',
    timezone: HOME,
    people: { Prakash: 'gu', Asha: 'en', Nirav: 'gu', Pooja: 'hi', Ishaan: 'en' },
  },
  {
    gotra: 'Vashishtha',
    surname: 'Shah',
    timezone: ABROAD,
    people: { Ravi: 'en', Sejal: 'gu', Anika: 'en', Neel: 'en', Hansa: 'gu' },
  },
  {
    gotra: 'Vashishtha',
    surname: 'Gupta',
    timezone: HOME,
    people: { Manoj: 'hi', Anita: 'hi', Vikram: 'hi', Simran: 'en', Omprakash: 'hi' },
  },
  {
    gotra: 'Vashishtha',
    surname: 'Verma',
    timezone: ABROAD,
    people: { Deepa: 'en', Arvind: 'hi', Kabir: 'en', Leela: 'hi', Sarita: 'hi' },
  },
];
