import { useLanguage } from '../language/language';
import { formatLocale } from '../language/strings';
import { useNow } from './clock';

const STEPS = [
  { unit: 'minute', seconds: 60, until: 3_600 },
  { unit: 'hour', seconds: 3_600, until: 86_400 },
  { unit: 'day', seconds: 86_400, until: 7 * 86_400 },
] as const;

const FULL = { dateStyle: 'full', timeStyle: 'short' } as const;
const DAY = { day: 'numeric', month: 'short', year: 'numeric' } as const;
const APPOINTMENT = {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  hour: 'numeric',
  minute: '2-digit',
} as const;

/** How long ago, kept up to date; the full time on hover. */
export function Ago({ at }: { readonly at: string }) {
  const { language } = useLanguage();
  const locale = formatLocale(language);
  return <Time at={at} locale={locale} text={ago(at, useNow(), locale)} />;
}

/** When something takes place. */
export function Appointment({ at }: { readonly at: string }) {
  const { language } = useLanguage();
  const locale = formatLocale(language);
  return (
    <Time at={at} locale={locale} text={new Intl.DateTimeFormat(locale, APPOINTMENT).format(new Date(at))} />
  );
}

function Time({ at, locale, text }: { readonly at: string; readonly locale: string; readonly text: string }) {
  return (
    <time dateTime={at} title={new Intl.DateTimeFormat(locale, FULL).format(new Date(at))}>
      {text}
    </time>
  );
}

function ago(at: string, now: number, locale: string): string {
  const seconds = Math.max(0, Math.round((now - Date.parse(at)) / 1000));
  const words = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' });
  if (seconds < 60) return words.format(0, 'second');
  const step = STEPS.find(({ until }) => seconds < until);
  return step === undefined
    ? new Intl.DateTimeFormat(locale, DAY).format(new Date(at))
    : words.format(-Math.floor(seconds / step.seconds), step.unit);
}
