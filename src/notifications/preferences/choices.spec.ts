import { describe, expect, it } from 'vitest';
import { flawsIn, mergeTypes, refusedIn, typesView, type KeptTypes } from './choices.js';

describe('merging choices for types', () => {
  const kept = { EVENT_REMINDER: { EMAIL: true, SMS: false }, PAYMENT_DUE: { digest: 'DAILY' } };

  it.each<[string, Record<string, unknown>, KeptTypes]>([
    ['nothing', {}, kept],
    ['another type', { GENERIC: { inApp: false } }, { ...kept, GENERIC: { IN_APP: false } }],
    [
      'one choice',
      { EVENT_REMINDER: { email: false } },
      { ...kept, EVENT_REMINDER: { EMAIL: false, SMS: false } },
    ],
    ['a choice taken back', { EVENT_REMINDER: { sms: null } }, { ...kept, EVENT_REMINDER: { EMAIL: true } }],
    [
      'the last choice of a type taken back',
      { PAYMENT_DUE: { digest: null } },
      { EVENT_REMINDER: kept.EVENT_REMINDER },
    ],
    ['a type taken back', { EVENT_REMINDER: null }, { PAYMENT_DUE: kept.PAYMENT_DUE }],
    ['a type without choices', { EVENT_REMINDER: {} }, kept],
    ['null where nothing was', { GENERIC: { push: null } }, kept],
  ])('%s', (_what, given, expected) => {
    expect(mergeTypes(kept, given)).toEqual(expected);
  });
});

describe('choices as they were sent', () => {
  it.each<[string, Record<string, unknown>, string[]]>([
    ['all there is', { EVENT_REMINDER: { email: false, inApp: true, digest: 'DAILY' }, GENERIC: null }, []],
    ['an unknown type', { PARTY: { email: false } }, ['types.PARTY']],
    ['a name that every object has', { toString: { email: false } }, ['types.toString']],
    ['an unknown choice', { GENERIC: { fax: true } }, ['types.GENERIC.fax']],
    ['an unknown choice taken back', { GENERIC: { fax: null } }, ['types.GENERIC.fax']],
    ['the name a channel has inside', { GENERIC: { EMAIL: true } }, ['types.GENERIC.EMAIL']],
    ['text where yes or no belongs', { GENERIC: { email: 'no' } }, ['types.GENERIC.email']],
    ['an unknown digest', { GENERIC: { digest: 'YEARLY' } }, ['types.GENERIC.digest']],
    ['yes for a type', { GENERIC: true }, ['types.GENERIC']],
    ['a list for a type', { GENERIC: [] }, ['types.GENERIC']],
    [
      'several',
      { PARTY: {}, GENERIC: { fax: 1, sms: 2 } },
      ['types.PARTY', 'types.GENERIC.fax', 'types.GENERIC.sms'],
    ],
  ])('%s', (_what, given, paths) => {
    expect(flawsIn(given).map(({ path }) => path)).toEqual(paths);
  });

  it.each<[string, Record<string, unknown>, string[]]>([
    ['an alert off', { SECURITY_ALERT: { sms: false } }, ['types.SECURITY_ALERT.sms']],
    ['a receipt by email off', { PAYMENT_RECEIPT: { email: false } }, ['types.PAYMENT_RECEIPT.email']],
    ['a receipt by SMS off', { PAYMENT_RECEIPT: { sms: false } }, []],
    ['an alert on', { SECURITY_ALERT: { sms: true, push: null } }, []],
    ['an alert taken back', { SECURITY_ALERT: null }, []],
  ])('what everybody gets: %s', (_what, given, paths) => {
    expect(refusedIn(given).map(({ path }) => path)).toEqual(paths);
  });
});

it('what a host has put there besides is not shown', () => {
  const kept = {
    GENERIC: { EMAIL: 'off', SMS: true, WEBHOOK: true, digest: 'YEARLY' },
    PARTY: { EMAIL: false },
  };
  expect(typesView(kept)).toEqual({ GENERIC: { sms: true } });
});
