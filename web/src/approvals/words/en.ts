const people = (count: number, n: string) => (count === 1 ? '1 person' : `${n} people`);

export const en = {
  lead: 'What goes to many people waits here until a second head agrees.',
  failed: 'What waits could not be loaded.',
  none: 'Nothing waits for you',
  noneLead: 'When somebody wants to reach so many that a second head has to agree, you find it here.',
  end: 'That is everything.',
  wants: (name: string) => `${name} wants to announce`,
  somebody: 'Somebody',
  asked: 'Asked',
  noWords: 'It has no words of its own.',
  toWhom: 'To whom',
  people,
  ways: 'By which ways',
  when: 'When it would go',
  atOnce: 'As soon as you approve it',
  passed: 'Its time has passed, so as soon as you approve it',
  at: (moment: string) => `On ${moment}`,
  each: (moment: string) => `On ${moment}, by everybody’s own clock`,
  urgent: 'How urgent',
  approve: (count: number, n: string) => `Approve for ${people(count, n)}`,
  refuse: 'Refuse',
  reason: 'Why not? The sender reads it.',
  approved: (about: string, name: string) => `“${about}” is approved. ${name} is told.`,
  refused: (about: string, name: string) => `“${about}” is refused and goes to nobody. ${name} is told.`,
  notDecided: 'It was not decided.',

  rules: 'When two have to agree',
  rulesLead: 'An announcement to more people than this waits for a second head. Emergencies wait for nobody.',
  ask: (name: string) => `Ask a second head of ${name}`,
  above: 'Above how many people',
  save: 'Save',
  now: (n: string) => `Announcements to more than ${n} people wait now.`,
  never: 'Nothing waits now.',
  whole: 'A whole number, 0 or more.',
};

export type ApprovalsWords = typeof en;
