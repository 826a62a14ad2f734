import { useState } from 'react';
import { sentence } from '../api/sentence';
import { Button } from '../controls/Button';
import { Dialog } from '../controls/Dialog';
import { focusOnMount } from '../controls/focusOnMount';
import { Notice } from '../controls/Notice';
import { useLanguage } from '../language/language';
import { useWords } from '../language/words';
import { useDeed } from '../messages/useDeed';
import { go } from '../route/address';
import { pathOf, type Campaign } from './campaign';
import { EMPTY } from '../announce/draft';
import { keepDraft } from './draft';
import { CAMPAIGN_WORDS } from './words/words';

export function RemoveCampaign({ campaign: { id, name } }: { readonly campaign: Campaign }) {
  const { t } = useLanguage();
  const w = useWords(CAMPAIGN_WORDS);
  const [asking, setAsking] = useState(false);
  const { run, busy, problem } = useDeed(
    (api) => api(pathOf(id), { method: 'DELETE' }),
    () => {
      keepDraft(id, EMPTY);
      go('/campaigns', { replace: true });
    },
  );
  return (
    <>
      <Button look="text" onClick={() => setAsking(true)}>
        {w.delete}
      </Button>
      {asking && (
        <Dialog title={w.reallyDelete(name)} onClose={() => setAsking(false)}>
          <p>{w.deleteLead}</p>
          {problem !== null && <Notice tone="bad">{sentence(problem, t)}</Notice>}
          <div className="flex flex-wrap justify-end gap-2 pt-1">
            <Button ref={focusOnMount} onClick={() => setAsking(false)}>
              {w.keep}
            </Button>
            <Button look="alarm" busy={busy} onClick={run}>
              {w.deleteDo}
            </Button>
          </div>
        </Dialog>
      )}
    </>
  );
}
