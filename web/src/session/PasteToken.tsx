import { useState, type SubmitEvent } from 'react';
import { asProblem } from '../api/problem';
import { request } from '../api/request';
import { sentence } from '../api/sentence';
import { Button } from '../controls/Button';
import { Field } from '../controls/Field';
import { written } from '../controls/written';
import { useLanguage } from '../language/language';
import { useSession } from './session';
import { personOf } from './token';

export function PasteToken() {
  const { t } = useLanguage();
  const { enter } = useSession();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | undefined>();

  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (busy) return;
    const token = written(new FormData(event.currentTarget), 'token').replace(/^Bearer\s+/i, '');
    const person = personOf(token);
    if (person === null) return setError(t.signIn.tokenMalformed);
    setBusy(true);
    try {
      await request('/api/notifications/unread-count', { token });
      enter({ token, person });
    } catch (thrown) {
      const problem = asProblem(thrown);
      setError(problem.status === 401 ? t.signIn.tokenRefused : sentence(problem, t));
      setBusy(false);
    }
  };

  return (
    <form onSubmit={(event) => void submit(event)} className="space-y-3">
      <Field
        label={t.signIn.token}
        name="token"
        required
        rows={4}
        autoComplete="off"
        spellCheck={false}
        error={error}
      />
      <Button look="primary" type="submit" busy={busy}>
        {t.signIn.withToken}
      </Button>
    </form>
  );
}
