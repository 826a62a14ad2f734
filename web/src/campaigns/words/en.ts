import type { Mapping } from '../campaign';
import type { FileFlaw } from '../file';

const people = (count: number, n: string) => (count === 1 ? '1 person' : `${n} people`);
const rows = (count: number, n: string) => (count === 1 ? '1 row' : `${n} rows`);
const besides = (count: number, n: string) => (count === 0 ? '' : `, leave out ${rows(count, n)}`);

export const en = {
  lead: 'Upload a list, and everybody on it reads their own values: their fee, their seat, their date.',
  failed: 'Your lists could not be loaded.',
  none: 'You have uploaded no list yet',
  noneLead: 'In the file, one column says who: their email, phone or id. Nothing is sent before you say so.',
  end: 'That is everything.',
  rows,
  states: { DRAFT: 'Not sent yet', SENT: 'Sent' },
  unmapped: 'Not said yet who is meant',
  flawedOf: (count: number, n: string) => `${rows(count, n)} with flaws`,

  upload: 'Upload a list',
  uploadLead: 'A CSV file, as every spreadsheet saves it. Its first line names the columns.',
  choose: 'Choose a file',
  chooseOther: 'Choose another file',
  drop: 'or drop it here',
  dropNow: 'Let it go here',
  fileFlaws: {
    empty: 'This file is empty.',
    spreadsheet:
      'This is a spreadsheet. In its program choose “Save as” and “CSV UTF-8”, and take that file.',
  } satisfies Record<FileFlaw, string>,
  name: 'What you call the list',
  uploadDo: 'Upload and check',
  sent: (bytes: string, of: string) => `${bytes} of ${of} uploaded`,
  checking: 'Everything is there. The rows are being checked…',
  stop: 'Stop',
  notTaken: 'The list was not taken.',
  brokeOff:
    'The upload broke off, and nothing was kept. Perhaps the connection was lost, or the file is too large.',

  back: 'All lists',
  gone: 'There is no such list',
  goneLead: 'It was uploaded by somebody else, or it is gone.',
  oneFailed: 'The list could not be loaded.',
  uploaded: 'Uploaded',
  delete: 'Delete the list',
  reallyDelete: (name: string) => `Delete “${name}”?`,
  deleteLead: 'The list and its rows are gone then. What was sent stays sent.',
  deleteDo: 'Delete it',
  keep: 'Keep it',
  wasSent: 'This list was sent.',
  seeMessage: 'See the message',

  who: 'Who is meant',
  whoSent: 'The first rows of the file, and the column that says who each is for.',
  whoLead: 'The first rows of the file. One column has to say who each row is for.',
  column: 'Column that says who',
  chooseColumn: 'Choose a column',
  by: 'What is in it',
  bys: { EMAIL: 'Email addresses', PHONE: 'Phone numbers', ID: 'Ids of people' } satisfies Record<
    Mapping['by'],
    string
  >,
  line: 'Line',
  mapping: 'The rows are checked again…',
  notMapped: 'That was not changed.',

  checked: 'What was found',
  went: (count: number, n: string) => (count === 1 ? '1 row was sent' : `${n} rows were sent`),
  good: (count: number, n: string) => (count === 1 ? '1 row can go' : `${n} rows can go`),
  allGood: 'Every row is in order.',
  noneGood: 'No row can go. Perhaps another column says who.',
  bad: (count: number, n: string) => (count === 1 ? '1 row has a flaw' : `${n} rows have a flaw`),
  badLeft: 'They were left out.',
  badLead: 'They are left out, or you mend the file and upload it again.',
  flaws: {
    COLUMNS: 'Another number of columns than the first line',
    TOO_LONG: 'A value that is too long',
    EMPTY: 'Nobody is named',
    NOT_AN_EMAIL: 'No email address',
    NOT_A_PHONE: 'No phone number; the country belongs to it, like +91 98765 43210',
    NOT_AN_ID: 'No id of a person',
    UNKNOWN: 'Nobody in your groups is known by this',
    AMBIGUOUS: 'A number that several people share',
    DUPLICATE: 'Somebody who was named before',
    EMPTY_VALUE: 'A value that the text needs is empty',
  } as Readonly<Record<string, string>>,
  twice: (line: string) => `The same person as in line ${line}`,
  showFlawed: 'Show these rows',
  hideFlawed: 'Hide these rows',
  download: 'Download them as a file',
  notDownloaded: 'The file could not be fetched.',
  rowsFailed: 'The rows could not be loaded.',
  lineNumber: (n: string) => `Line ${n}`,
  fileName: (name: string) => `${name}, flawed rows.csv`,

  chips: 'Put in what is everybody’s own:',
  chipsHint: 'With {{column|something}}, whoever has nothing there reads “something”.',
  insert: (column: string) => `Insert ${column}`,
  half: 'A place begins with {{ and ends with }}; one of the two is missing.',
  unfilled: (names: string) => `The list has no column ${names}.`,
  examples: 'As they will read it',
  exampleTo: (name: string) => `${name} reads`,
  seeHere: 'Here you see who gets it, before it goes.',
  writeFirst: 'Write a message, and you see here how it reads.',
  noList: 'Say first who is meant.',

  send: (count: number, n: string, left: number, l: string) =>
    `Send to ${people(count, n)}${besides(left, l)}`,
  plan: (count: number, n: string, left: number, l: string) =>
    `Schedule for ${people(count, n)}${besides(left, l)}`,
  ask: (count: number, n: string, left: number, l: string) =>
    `Ask to send to ${people(count, n)}${besides(left, l)}`,
};

export type CampaignWords = typeof en;
