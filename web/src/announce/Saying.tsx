import { Fold } from '../controls/Fold';
import { Writing } from '../controls/Writing';
import { useFormat } from '../language/useFormat';
import { useLanguage } from '../language/language';
import { LANGUAGES, type Language } from '../language/strings';
import { useWords } from '../language/words';
import { counted } from './counter';
import { WAYS, type Draft, type Text } from './draft';
import { ANNOUNCE_WORDS } from './words/words';

const LONGEST_SUBJECT = 200;
const LONGEST_MESSAGE = 10_000;

interface Props {
  readonly draft: Draft;
  readonly onChange: (part: Partial<Draft>) => void;
}

export function Saying({ draft, onChange }: Props) {
  return (
    <div className="space-y-2 px-4 pb-4">
      <Texts draft={draft} onChange={onChange} />
      <Leading draft={draft} onChange={onChange} />
    </div>
  );
}

/** What people read, in one language or in several. */
export function Texts({ draft, onChange }: Props) {
  const w = useWords(ANNOUNCE_WORDS);
  const written = Object.values(draft.locales).filter(({ message }) => message.trim() !== '').length;
  return (
    <div className="space-y-4">
      <Writing
        label={w.subject}
        value={draft.subject}
        maxLength={LONGEST_SUBJECT}
        onWrite={(subject) => onChange({ subject })}
      />
      <Writing
        label={w.message}
        value={draft.message}
        required
        rows={4}
        maxLength={LONGEST_MESSAGE}
        onWrite={(message) => onChange({ message })}
        hint={<Counter draft={draft} />}
      />
      <Fold title={w.otherLanguages} aside={written > 0 ? String(written) : ''}>
        <p className="text-sm text-soft">{w.otherLanguagesLead}</p>
        {(Object.keys(LANGUAGES) as Language[]).map((language) => (
          <Translation
            key={language}
            language={language}
            text={draft.locales[language]}
            onChange={(text) => onChange({ locales: { ...draft.locales, [language]: text } })}
          />
        ))}
      </Fold>
    </div>
  );
}

export function Leading({ draft, onChange }: Props) {
  const w = useWords(ANNOUNCE_WORDS);
  return (
    <Fold title={w.link} aside={draft.link}>
      <Writing
        label={w.link}
        bare
        value={draft.link}
        hint={w.linkHint}
        onWrite={(link) => onChange({ link })}
      />
    </Fold>
  );
}

function Counter({ draft }: { readonly draft: Draft }) {
  const { t } = useLanguage();
  const w = useWords(ANNOUNCE_WORDS);
  const { number } = useFormat();
  const { length, shortened } = counted(draft.message, draft.emergency ? WAYS : draft.channels);
  return (
    <p className="flex flex-wrap gap-x-4 tabular-nums">
      <span>{w.length(number(length))}</span>
      {shortened.map(({ channel, to }) => (
        <span key={channel} className="text-warn">
          {w.shortened(t.channels[channel], number(to))}
        </span>
      ))}
    </p>
  );
}

interface Translated {
  readonly language: Language;
  readonly text: Text;
  readonly onChange: (text: Text) => void;
}

function Translation({ language, text, onChange }: Translated) {
  const w = useWords(ANNOUNCE_WORDS);
  const name = LANGUAGES[language];
  return (
    <fieldset className="space-y-2">
      <legend lang={language} className="text-sm font-semibold">
        {name}
      </legend>
      <Writing
        label={w.subject}
        lang={language}
        value={text.subject}
        maxLength={LONGEST_SUBJECT}
        onWrite={(subject) => onChange({ ...text, subject })}
      />
      <Writing
        label={w.message}
        lang={language}
        rows={3}
        value={text.message}
        maxLength={LONGEST_MESSAGE}
        onWrite={(message) => onChange({ ...text, message })}
      />
    </fieldset>
  );
}
