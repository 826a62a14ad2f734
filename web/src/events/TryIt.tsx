import { useState } from 'react';
import { Panel } from '../controls/Panel';
import { useLanguage } from '../language/language';
import { mayApprove, type SignedIn } from '../session/person';
import { ProposeEvent } from './ProposeEvent';
import { WaitingEvents } from './WaitingEvents';

/** One event going all the way through: proposed, approved, told. */
export function TryIt({ person, news }: { readonly person: SignedIn; readonly news: number }) {
  const { t } = useLanguage();
  const [proposals, setProposals] = useState(0);
  return (
    <Panel title={t.tryIt.title}>
      <div className="space-y-4 px-4 pb-4">
        <ol className="list-decimal space-y-1 pl-5 text-sm text-soft marker:text-soft">
          {t.tryIt.steps.map((step) => (
            <li key={step} className="pl-1">
              {step}
            </li>
          ))}
        </ol>
        <ProposeEvent onProposed={() => setProposals((n) => n + 1)} />
        {mayApprove(person) && <WaitingEvents news={news + proposals} />}
      </div>
    </Panel>
  );
}
