import type { Standing } from '../standing';

const people = (count: number, n: string) => (count === 1 ? '1 person' : `${n} people`);

export const en = {
  title: 'Messages',
  announce: 'Announce',
  show: 'Show',
  filters: {
    all: 'All',
    ahead: 'Still ahead',
    underWay: 'On their way',
    done: 'Done',
    stopped: 'Called back or failed',
  },
  empty: 'You have sent nothing yet',
  emptyLead: 'When you announce something, you follow it here.',
  noneSuch: 'None of your messages stands like that.',
  failed: 'Your messages could not be loaded.',
  end: 'That is everything.',
  what: 'What',
  state: 'How it stands',
  to: 'People',
  sent: 'When',
  standings: {
    asking: 'Waiting for approval',
    refused: 'Not approved',
    scheduled: 'Scheduled',
    spreading: 'Spreading',
    leaving: 'On its way',
    done: 'Done',
    cancelled: 'Called back',
    failed: 'Failed',
  } satisfies Record<Standing, string>,
  people,

  back: 'All messages',
  gone: 'There is no such message',
  goneLead: 'It was sent by somebody else, or it is gone.',
  oneFailed: 'The message could not be loaded.',
  stale: 'This may be out of date; it could not be looked up again.',
  by: (name: string) => `Sent by ${name}`,
  has: (n: string, of: string) => `${n} of ${of} have it`,
  hasAll: (count: number, n: string) => (count === 1 ? '1 person has it' : `${n} people have it`),
  willGet: (count: number, n: string) => (count === 1 ? '1 person gets it' : `${n} people get it`),
  isFor: (count: number, n: string) => `It is for ${people(count, n)}`,
  wouldGet: (count: number, n: string) => `It was for ${people(count, n)}`,
  goesAt: (at: string) => `It goes on ${at}.`,
  goesEach: (at: string) => `Everybody gets it on ${at}, by their own clock.`,
  stepByStep: 'The other ways wait for those who do not read it in the app.',
  said: 'What was said',
  noWords: 'It was raised by an event; everybody reads it in their own language.',
  toWhom: 'To whom',
  reached: 'How it reaches them',
  notYet: 'Nothing has been prepared yet.',
  counted: (n: string, status: string) => `${n} ${status}`,
  cost: 'Cost so far',
  wasFor: 'It was sent again to those who had not got it.',
  original: 'See the first message',

  cancel: 'Call it back',
  cancelTitle: 'Call this message back?',
  cancelNothing: 'Nobody has it outside of the app yet. It disappears from the lists in the app, too.',
  cancelSome: (list: string) =>
    `Already out, and not to be called back: ${list}. Whatever has not left stays here, and who has it only in the app no longer sees it.`,
  outBy: (channel: string, n: string) => `${channel} to ${n}`,
  cancelDo: 'Call it back',
  keep: 'Let it go on',

  again: (n: string) => `Send again to ${n} who did not get it`,
  againTitle: (count: number, n: string) => `Send it again to ${people(count, n)}?`,
  againLead:
    'The same words go to whoever is in this audience by now and has not got them. Nobody gets them twice.',
  againDo: 'Send again',
  goBack: 'Go back',

  reschedule: 'Change the time',
  rescheduleDo: 'Change it',
  at: 'Day and time',
  each: 'By everybody’s own clock',

  approvalWaiting: (name: string) => `A second head of ${name} has to approve it before it goes.`,
  approvalGranted: (name: string) => `${name} has approved it.`,
  approvalRefused: (name: string) => `${name} has not approved it.`,
  someHead: 'A second head',
};

export type MessageWords = typeof en;
