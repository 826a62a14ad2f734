import { useState } from 'react';
import { asProblem, type Problem } from '../api/problem';
import { request } from '../api/request';
import { sentence } from '../api/sentence';
import { Notice } from '../controls/Notice';
import { useLanguage } from '../language/language';
import { castOf, type Person } from './person';
import { PersonRow } from './PersonRow';
import { useSession } from './session';

export function People({ people }: { readonly people: readonly Person[] }) {
  const { t } = useLanguage();
  const { enter } = useSession();
  const [entering, setEntering] = useState<string | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [sought, setSought] = useState('');
  const { main, others } = castOf(people);

  const signIn = async ({ email }: Person) => {
    if (entering !== null) return;
    setEntering(email);
    try {
      const { data } = await request<{ accessToken: string; user: Person }>('/api/auth/demo-login', {
        method: 'POST',
        body: { email },
      });
      enter({ token: data.accessToken, person: data.user });
    } catch (thrown) {
      setProblem(asProblem(thrown));
      setEntering(null);
    }
  };

  const wanted = sought.trim().toLowerCase();
  const found = others.filter(({ name, email, role }) =>
    [name, email, t.roles[role]].some((text) => text.toLowerCase().includes(wanted)),
  );
  const row = (person: Person) => (
    <PersonRow
      key={person.id}
      person={person}
      busy={entering === person.email}
      onChoose={() => void signIn(person)}
    />
  );

  return (
    <div className="space-y-4">
      {problem !== null && <Notice tone="bad">{sentence(problem, t)}</Notice>}
      <ul className="divide-y divide-line overflow-clip rounded-lg border border-line bg-surface">
        {main.map(row)}
      </ul>
      {others.length > 0 && (
        <details open={main.length === 0} className="rounded-lg border border-line bg-surface">
          <summary className="rounded-lg px-4 py-3 font-medium hover:bg-hover">
            {t.signIn.others(others.length)}
          </summary>
          <div className="border-t border-line p-3">
            <input
              type="search"
              aria-label={t.signIn.find}
              placeholder={t.signIn.find}
              value={sought}
              onChange={(change) => setSought(change.target.value)}
              className="block w-full rounded-md border border-edge bg-surface px-3 py-2 text-base placeholder:text-soft sm:text-sm"
            />
          </div>
          {found.length === 0 && <p className="px-4 pb-4 text-sm text-soft">{t.signIn.nobody}</p>}
          <ul className="divide-y divide-line border-t border-line empty:hidden">{found.map(row)}</ul>
        </details>
      )}
    </div>
  );
}
