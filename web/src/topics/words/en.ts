const people = (count: number, n: string) => (count === 1 ? '1 person' : `${n} people`);

export const en = {
  lead: 'You decide what you hear of. Whatever is announced to a topic reaches those who follow it.',
  failed: 'The topics could not be loaded.',
  none: 'There is no topic in your groups yet',
  noneLead: 'A head can open one: for news of the school, for sports, for those who cook together.',
  noneLeadHead: 'Open one, and whoever wants to hear of it follows it by one switch.',
  followers: (count: number, n: string) => `${people(count, n)} following`,
  nobodyFollows: 'Nobody follows it yet',
  follow: (title: string) => `Follow “${title}”`,
  following: 'Following',
  notFollowing: 'Not following',
  notYours: 'You lead this group and are not a member of it.',
  followRefused: 'That did not work; it is as it was before.',

  open: 'New topic',
  openTitle: 'Open a topic',
  change: 'Change',
  changeOf: (title: string) => `Change “${title}”`,
  title: 'What it is called',
  titleSample: 'News of the school',
  description: 'What people will hear of',
  group: 'Whose people may follow it',
  groupHint: 'They, and everybody in the groups below it.',
  chooseGroup: 'Choose a group',
  name: 'Its name in addresses',
  nameHint: 'Latin small letters, digits and hyphens. It stays the same for ever.',
  openDo: 'Open it',
  save: 'Save',
  notSaved: 'It was not saved.',
  saved: (title: string) => `“${title}” is saved.`,
  opened: (title: string) => `“${title}” is open. Whoever may follow it finds it here.`,
  remove: 'Remove this topic',
  reallyRemove: (title: string) => `Remove “${title}”?`,
  removeLead: (count: number, n: string) =>
    count === 0
      ? 'Nobody follows it. What was announced to it stays where it is.'
      : `${people(count, n)} will hear nothing of it any more. What was announced to it stays where it is.`,
  removeDo: 'Remove it',
  keep: 'Keep it',
  removed: (title: string) => `“${title}” is removed.`,
};

export type TopicsWords = typeof en;
