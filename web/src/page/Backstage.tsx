import { useState, type ReactNode } from 'react';
import { asProblem, type Problem } from '../api/problem';
import { sentence } from '../api/sentence';
import { Icon } from '../controls/Icon';
import { Notice } from '../controls/Notice';
import { Panel } from '../controls/Panel';
import { useLanguage } from '../language/language';
import { isAdmin, type SignedIn } from '../session/person';
import { useSession } from '../session/session';

const ROW =
  'flex w-full items-center gap-3 border-t border-line px-4 py-2 text-left -outline-offset-2 hover:bg-hover';

export function Backstage({ person }: { readonly person: SignedIn }) {
  const { t } = useLanguage();
  return (
    <Panel title={t.backstage.title}>
      <a href="/docs" target="_blank" rel="noopener" className={ROW}>
        <Label title={t.backstage.docs} lead={t.backstage.docsLead} />
      </a>
      {isAdmin(person) && <BoardLink />}
      <a href="/health/ready" target="_blank" rel="noopener" className={ROW}>
        <Label title={t.backstage.health} lead={t.backstage.healthLead} />
      </a>
    </Panel>
  );
}

/** The board is plain pages that cannot carry our token, so it is opened with a cookie fetched first. */
function BoardLink() {
  const { t } = useLanguage();
  const { api } = useSession();
  const [problem, setProblem] = useState<Problem | null>(null);

  const open = async () => {
    // Opened within the click, before anything is awaited: later it would count as a pop-up.
    const tab = window.open('', '_blank');
    try {
      await api('/api/auth/board-session', { method: 'POST' });
      setProblem(null);
      (tab ?? window).location.href = '/admin/queues';
    } catch (thrown) {
      tab?.close();
      setProblem(asProblem(thrown));
    }
  };

  return (
    <>
      <button type="button" onClick={() => void open()} className={ROW}>
        <Label title={t.backstage.board} lead={t.backstage.boardLead} />
      </button>
      {problem !== null && (
        <div className="px-4 pb-2">
          <Notice tone="bad">
            <strong className="font-medium">{t.backstage.boardRefused}</strong> {sentence(problem, t)}
          </Notice>
        </div>
      )}
    </>
  );
}

function Label({ title, lead }: { readonly title: string; readonly lead: ReactNode }) {
  return (
    <>
      <span className="min-w-0 flex-1">
        <span className="block font-medium">{title}</span>
        <span className="block text-sm text-soft">{lead}</span>
      </span>
      <Icon name="out" className="size-4 text-soft" />
    </>
  );
}
