import { sentence } from '../api/sentence';
import { Button } from '../controls/Button';
import { Notice } from '../controls/Notice';
import { useLanguage } from '../language/language';
import { wordFor } from '../language/strings';
import { useWords } from '../language/words';
import { Section } from '../page/Section';
import { Link } from '../route/Link';
import { MessageStory } from './MessageStory';
import { useMessage } from './useMessage';
import { MESSAGE_WORDS } from './words/words';

export function MessagePage({ id }: { readonly id: string }) {
  const { t } = useLanguage();
  const w = useWords(MESSAGE_WORDS);
  const followed = useMessage(id);
  const { message, problem, reload } = followed;
  const gone = problem !== null && [400, 404].includes(problem.status);

  if (gone) {
    return (
      <Section title={w.gone} lead={w.goneLead}>
        <Back />
      </Section>
    );
  }
  const title =
    message === null ? w.title : (message.subject ?? message.message ?? wordFor(t.types, message.type));
  return (
    <>
      <div className="mx-auto -mb-2 max-w-6xl px-4 pt-4 md:px-6">
        <Back />
      </div>
      <Section title={shortened(title)}>
        {problem !== null && (
          <div className="mb-4">
            <Notice
              tone={message === null ? 'bad' : 'warn'}
              action={
                <Button look="text" onClick={reload}>
                  {t.tryAgain}
                </Button>
              }
            >
              <strong className="font-medium">{message === null ? w.oneFailed : w.stale}</strong>{' '}
              {sentence(problem, t)}
            </Notice>
          </div>
        )}
        {message === null && problem === null && (
          <output className="block py-8 text-center text-sm text-soft">{t.loading}</output>
        )}
        {message !== null && <MessageStory message={message} followed={followed} />}
      </Section>
    </>
  );
}

function Back() {
  const w = useWords(MESSAGE_WORDS);
  return (
    <Link to="/messages" className="text-sm font-medium text-accent hover:underline">
      ← {w.back}
    </Link>
  );
}

const LONG = 80;
const shortened = (text: string): string => (text.length > LONG ? `${text.slice(0, LONG).trimEnd()}…` : text);
