/** Who is what, and who can be signed in as under a name that is easy to remember. All invented. */
export const COMMUNITY = { name: 'Anand Samaj', head: 'Asha Mehta', subhead: 'Rekha Joshi' };

/** The first gotra is the one of the fixed logins. */
export const GOTRAS = [
  { name: 'Kashyap', head: 'Kantilal Desai' },
  { name: 'Bharadwaj', head: 'Rajendra Sharma' },
  { name: 'Vashishtha', head: 'Hansa Shah' },
] as const;

/** Belongs to the community, but to no family. */
export const OPERATOR = 'Nikhil Rao';

export const LOGINS: Readonly<Record<string, string>> = {
  'Nikhil Rao': 'admin',
  'Asha Mehta': 'community-head',
  'Kantilal Desai': 'gotra-head',
  'Harish Patel': 'family-head',
  'Meera Patel': 'member',
};

/** Part of the community, so that its heads may address the school as well. */
export const SCHOOL = {
  name: 'Anand Vidyalaya',
  courses: [
    {
      name: 'Gujarati for beginners',
      students: [
        'Dev Amin',
        'Khushi Parekh',
        'Maya Dave',
        'Rohan Dave',
        'Anika Shah',
        'Neel Shah',
        'Kabir Verma',
      ],
    },
    {
      name: 'Tabla and harmonium',
      students: ['Tanvi Patel', 'Riya Desai', 'Parth Joshi', 'Yash Trivedi', 'Ishaan Mehta', 'Neel Shah'],
    },
  ],
};
