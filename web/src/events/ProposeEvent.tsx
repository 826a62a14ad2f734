import { useRef, useState, type SubmitEvent } from 'react';
import { asProblem, type Problem } from '../api/problem';
import { newIdempotencyKey } from '../api/request';
import { sentence } from '../api/sentence';
import { Button } from '../controls/Button';
import { Field } from '../controls/Field';
import { focusOnMount } from '../controls/focusOnMount';
import { Notice } from '../controls/Notice';
import { useLanguage } from '../language/language';
import { useSession } from '../session/session';
import { proposalFrom, sampleStart } from './community-event';

const FIELDS = ['title', 'startsAt', 'location', 'description'];

export function ProposeEvent({ onProposed }: { readonly onProposed: () => void }) {
  const { language, t } = useLanguage();
  const { api } = useSession();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [proposed, setProposed] = useState<string | null>(null);
  const attempt = useRef({ body: '', key: '' });

  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (busy) return;
    const proposal = proposalFrom(new FormData(event.currentTarget));
    // The same words sent again after a lost answer are the same proposal, not a second one.
    const body = JSON.stringify(proposal);
    if (attempt.current.body !== body) attempt.current = { body, key: newIdempotencyKey() };
    setBusy(true);
    try {
      await api('/api/events', {
        method: 'POST',
        body: proposal,
        idempotencyKey: attempt.current.key,
      });
      attempt.current = { body: '', key: '' };
      setProblem(null);
      setProposed(proposal.title);
      onProposed();
    } catch (thrown) {
      const refused = asProblem(thrown);
      // Nobody knows what became of the first attempt; having read that, a person may send it anew.
      if (refused.status === 409) attempt.current = { body: '', key: '' };
      setProblem(refused);
    } finally {
      setBusy(false);
    }
  };

  if (proposed !== null) {
    return (
      <Notice
        tone="calm"
        action={
          <Button look="text" ref={focusOnMount} onClick={() => setProposed(null)}>
            {t.tryIt.another}
          </Button>
        }
      >
        {t.tryIt.proposed(proposed)}
      </Notice>
    );
  }

  const strays = problem?.besides(FIELDS) ?? [];
  return (
    <form key={language} onSubmit={(event) => void submit(event)} className="space-y-3">
      <Field
        label={t.tryIt.eventTitle}
        name="title"
        required
        defaultValue={t.tryIt.sampleTitle}
        error={problem?.about('title')}
      />
      <Field
        label={t.tryIt.startsAt}
        name="startsAt"
        type="datetime-local"
        required
        defaultValue={sampleStart()}
        error={problem?.about('startsAt')}
      />
      <Field
        label={t.tryIt.location}
        name="location"
        defaultValue={t.tryIt.sampleLocation}
        error={problem?.about('location')}
      />
      <Field label={t.tryIt.description} name="description" rows={2} error={problem?.about('description')} />
      {problem !== null && (
        <Notice tone="bad">
          {sentence(problem, t)}
          {strays.map(({ path, message }) => (
            <p key={path}>
              {path}: {message}
            </p>
          ))}
        </Notice>
      )}
      <Button look="primary" type="submit" busy={busy} className="w-full">
        {t.tryIt.propose}
      </Button>
    </form>
  );
}
