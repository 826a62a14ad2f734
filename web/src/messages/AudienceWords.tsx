import { useFetched } from '../api/useFetched';
import { inWords, type Naming } from '../audience/inWords';
import type { Scope } from '../audience/scope';
import { AUDIENCE_WORDS } from '../audience/words';
import { useFormat } from '../language/useFormat';
import { useLanguage } from '../language/language';
import { useWords } from '../language/words';
import type { Message } from './message';

/** The choice as it was made, with the names that its groups have now. */
export function AudienceWords({ audience }: Pick<Message, 'audience'>) {
  const { t } = useLanguage();
  const { data: scopes, problem } = useFetched<Scope[]>('/api/audiences/scopes');
  if (scopes === null && problem === null) return <p className="text-soft">{t.loading}</p>;
  return <AudienceLines audience={audience} scopes={scopes ?? []} />;
}

interface Lines extends Pick<Message, 'audience'> {
  readonly scopes: readonly Scope[];
}

export function AudienceLines({ audience, scopes }: Lines) {
  const { t } = useLanguage();
  const w = useWords(AUDIENCE_WORDS);
  const { number, list } = useFormat();
  const names = new Map(scopes.map(({ id, name }) => [id, name]));
  const naming: Naming = {
    group: (id) => names.get(id) ?? w.in.unknown,
    role: (role) => t.roles[role],
    number,
    list,
    words: w.in,
  };
  const left = audience.exclude ?? [];
  return (
    <>
      <ul className="space-y-1">
        {audience.include.map((item) => (
          <li key={JSON.stringify(item)}>{inWords(item, naming)}</li>
        ))}
      </ul>
      {left.length > 0 && (
        <>
          <p className="mt-2 text-soft">{w.in.without}</p>
          <ul className="space-y-1">
            {left.map((item) => (
              <li key={JSON.stringify(item)}>{inWords(item, naming)}</li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
