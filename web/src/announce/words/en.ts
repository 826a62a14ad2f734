import type { When } from '../draft';
import type { Lack } from '../missing';
import type { Channel, Priority } from '../../feed/notification';
import type { GroupKind } from '../../audience/scope';

const people = (count: number, n: string) => (count === 1 ? '1 person' : `${n} people`);
/** Of whom a sentence speaks: in which group, and without whom. Either may be empty. */
export interface Where {
  readonly place: string;
  readonly without: string;
}

const those = (count: number, n: string, { place, without }: Where) =>
  [people(count, n), place].filter((part) => part !== '').join(' ') +
  (without === '' ? '' : `, without ${without}`);

export const en = {
  title: 'Announce',
  noScopes: 'You lead no group',
  noScopesLead: 'Whoever leads a family, a gotra or a community can write to its people from here.',
  scopesFailed: 'Your groups could not be loaded.',
  startOver: 'Start over',

  what: 'What you say',
  subject: 'Subject',
  message: 'Message',
  length: (n: string) => `${n} characters`,
  shortened: (channel: string, n: string) => `${channel} shows about the first ${n}`,
  otherLanguages: 'In other languages',
  otherLanguagesLead: 'Whoever reads in that language gets this instead.',
  link: 'Where a tap leads',
  linkHint: 'A page of this site, like /events/5, or an address that begins with https://',

  whom: 'To whom',

  how: 'How and when',
  channels: 'By which ways',
  ways: {
    IN_APP: 'In the app, in everybody’s list',
    EMAIL: 'By email',
    PUSH: 'On their phones',
    SMS: 'By SMS',
    WHATSAPP: 'By WhatsApp',
    WEBHOOK: 'By webhook',
  } satisfies Record<Channel, string>,
  urgency: 'How urgent',
  urgencies: {
    LOW: 'It can wait',
    MEDIUM: 'Normal',
    HIGH: 'Important',
    CRITICAL: 'Urgent',
  } satisfies Record<Priority, string>,
  urgencyLeads: {
    LOW: 'First in the app; the other ways only for those who have not read it.',
    MEDIUM: 'By all ways at once.',
    HIGH: 'By all ways at once, and marked as important.',
    CRITICAL: 'At once, even in quiet hours.',
  } satisfies Record<Priority, string>,
  when: 'When',
  whens: {
    now: 'Now',
    moment: 'At a time',
    each: 'At a time of day, by everybody’s own clock',
  } satisfies Record<When, string>,
  at: 'Day and time',
  eachHint: 'Somebody in New York gets it when it is that late in New York.',
  emergency: 'This is an emergency',
  emergencyLead:
    'At once, by every way there is, whatever people have switched off. You confirm the number first.',
  emergencyOn:
    'It goes at once, by the app, email, phone, SMS and WhatsApp, to everybody chosen, quiet hours or not.',

  who: 'Who will get it',
  nobodyYet: 'Tick a group to see who will get it.',
  nobody: 'Nobody is left in this choice.',
  counting: 'Counting…',
  previewFailed: 'It could not be worked out who will get this.',
  peopleWord: (count: number, { place, without }: Where) =>
    `${count === 1 ? 'person' : 'people'} ${place}`.trim() + (without === '' ? '' : `, without ${without}`),
  kind: (kind: GroupKind, name: string) =>
    kind === 'GOTRA' && !/gotra/i.test(name) ? `${name} gotra` : name,
  inGroup: (name: string) => `in ${name}`,
  inGroups: (n: string) => `in ${n} groups`,
  ofTopic: (title: string) => `who follow “${title}”`,
  byGroup: 'By group',
  moreGroups: (n: string) => `And ${n} more groups`,
  overlap: 'Some are in several groups; they get it once.',
  fewerGroups: 'Fewer groups',
  byRole: 'By role',
  byWay: 'How it reaches them',
  reaches: (n: string, of: string) => `${n} of ${of}`,
  reachesAll: 'everybody',
  reachesNobody: 'nobody',
  held: (count: number, n: string) =>
    count === 1 ? '1 gets it after quiet hours' : `${n} get it after their quiet hours`,
  noAddress: {
    IN_APP: (_: number, n: string) => `${n} are not in the app`,
    EMAIL: (count: number, n: string) =>
      count === 1 ? '1 has no email address' : `${n} have no email address`,
    PUSH: (count: number, n: string) =>
      count === 1 ? '1 has no phone in the app' : `${n} have no phone in the app`,
    SMS: (count: number, n: string) => (count === 1 ? '1 has no phone number' : `${n} have no phone number`),
    WHATSAPP: (count: number, n: string) =>
      count === 1 ? '1 has no phone number' : `${n} have no phone number`,
    WEBHOOK: (_: number, n: string) => `${n} without an address`,
  } satisfies Record<Channel, (count: number, n: string) => string>,
  reasons: {
    PREFERENCE_OFF: (count: number, n: string) =>
      count === 1 ? '1 has switched it off' : `${n} have switched it off`,
    INVALID_ADDRESS: (_: number, n: string) => `${n} with an address that does not work`,
    UNSUBSCRIBED: (count: number, n: string) =>
      count === 1 ? '1 has unsubscribed' : `${n} have unsubscribed`,
    BOUNCED: (_: number, n: string) => `${n} whose address sent mail back`,
    THROTTLED: (_: number, n: string) => `${n} got too much in the last hour`,
    QUOTA: (_: number, n: string) => `${n} because the allowance is used up`,
  } as Readonly<Record<string, (count: number, n: string) => string>>,
  otherReason: (_: number, n: string) => `${n} for another reason`,
  lanes: {
    critical: 'It leaves within 5 minutes.',
    important: 'It leaves within 30 minutes.',
    bulk: 'It leaves within a day, usually much sooner.',
  },
  leavesAt: (at: string) => `It leaves on ${at}.`,
  leavesEach: (at: string) => `Everybody gets it on ${at}, by their own clock.`,
  stepByStep: 'Those who have read it in the app are spared the other ways.',
  leaving: 'When, and what it costs',
  costs: (amount: string) => `It costs about ${amount}.`,
  free: 'It costs nothing.',
  sample: 'Among them',
  andMore: (n: string) => `${n} more`,
  needsApproval: (name: string, above: string) =>
    `A second head of ${name} has to approve it, because it goes to more than ${above} people.`,

  send: (count: number, n: string, where: Where) => `Send to ${those(count, n, where)}`,
  plan: (count: number, n: string, where: Where) => `Schedule for ${those(count, n, where)}`,
  ask: (count: number, n: string, where: Where) => `Ask to send to ${those(count, n, where)}`,
  alarm: (count: number, n: string, where: Where) => `Alert ${those(count, n, where)}`,
  sendPlain: 'Send',
  sending: 'Sending…',
  lacks: {
    audience: 'Choose to whom.',
    message: 'Write a message.',
    translation: 'One language has a subject but no message.',
    channel: 'Choose by which ways it goes.',
    time: 'Say when.',
    past: 'That time has passed.',
    link: 'The link is neither a page of this site nor an https address.',
  } satisfies Record<Lack, string>,
  notSent: 'It was not sent.',
  unsure: 'It is not known whether it was sent. Trying again sends it once, not twice.',

  wide: (n: string) => `Really to ${n} people?`,
  wideLead: (usual: string, n: string) => `You usually write to about ${usual}. This goes to ${n}.`,
  goBack: 'Go back',
  confirmAlarm: (count: number, n: string) => `Alert ${people(count, n)} now?`,
  confirmAlarmLead: 'It reaches all of them at once, by every way there is. It cannot be taken back.',
  typeNumber: (n: string) => `Type ${n} to confirm`,
};

export type AnnounceWords = typeof en;
