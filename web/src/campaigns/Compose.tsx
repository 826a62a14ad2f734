import { useEffect, useState } from 'react';
import { Choices } from '../announce/HowAndWhen';
import { Leading, Texts } from '../announce/Saying';
import { Reached } from '../announce/Reached';
import { usePreview } from '../announce/usePreview';
import { ANNOUNCE_WORDS } from '../announce/words/words';
import { EMPTY, type Draft } from '../announce/draft';
import { Panel } from '../controls/Panel';
import { useWords } from '../language/words';
import { go } from '../route/address';
import { asMapped, pathOf, type Campaign, type CampaignPreview } from './campaign';
import { Checked } from './Checked';
import { keepDraft, recallDraft } from './draft';
import { Examples } from './Examples';
import { Insertable } from './Insertable';
import { isHalf, unfilled } from './places';
import { seenBefore } from './sendable';
import { SendTheirs } from './SendTheirs';
import { WhoIsMeant } from './WhoIsMeant';
import { CAMPAIGN_WORDS } from './words/words';

interface Props {
  readonly campaign: Campaign;
  readonly onChanged: (campaign: Campaign) => void;
  /** What is known of the list may be wrong by now. */
  readonly onStale: () => void;
}

/** All rows of the list are looked at each time, so somebody may as well finish the word. */
const SETTLE_MS = 600;

/** Of no one group, and so in none. */
const NOWHERE = { place: '', without: '' };

/** Whom the list means and what they are told on the left; on the right, live, who will get it and how it reads. */
export function Compose({ campaign, onChanged, onStale }: Props) {
  const w = useWords(CAMPAIGN_WORDS);
  const a = useWords(ANNOUNCE_WORDS);
  const { id, columns } = campaign;
  const [draft, setDraft] = useState(() => recallDraft(id));
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));
  useEffect(() => keepDraft(id, draft), [id, draft]);

  const open = unfilled(draft, columns);
  const half = isHalf(draft);
  const ready = campaign.report !== null && draft.channels.length > 0 && open.length === 0 && !half;
  const previewing = usePreview<CampaignPreview>(ready ? seenBefore(draft) : null, {
    path: `${pathOf(id)}/preview${asMapped(campaign)}`,
    settleMs: SETTLE_MS,
  });
  // A row without a value that the text needs is a flawed one as long as it needs it.
  const report = previewing.preview?.report ?? campaign.report;

  const sent = (messageId: string) => {
    keepDraft(id, EMPTY);
    go(`/messages/${encodeURIComponent(messageId)}`, { replace: true });
  };

  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-6 max-sm:-mx-4 md:grid-cols-[minmax(0,1fr)_19rem] lg:grid-cols-[minmax(0,1fr)_24rem]">
      <div className="space-y-6">
        <WhoIsMeant campaign={campaign} onChanged={onChanged} />
        {report !== null && <Checked campaign={campaign} report={report} />}
        <Panel title={a.what}>
          <div className="space-y-2 px-4 pb-4">
            <Insertable columns={columns}>
              <Texts draft={draft} onChange={change} />
            </Insertable>
            <Leading draft={draft} onChange={change} />
          </div>
        </Panel>
        <Panel title={a.how}>
          <div className="space-y-4 px-4 pb-4">
            <Choices draft={draft} onChange={change} />
          </div>
        </Panel>
      </div>
      <aside
        aria-label={a.who}
        className="flex flex-col border-line bg-surface max-sm:border-y sm:rounded-lg sm:border md:sticky md:top-28 md:max-h-[calc(100dvh-11rem)]"
      >
        <Reached
          draft={draft}
          where={NOWHERE}
          previewing={previewing}
          waiting={<p className="py-2 text-sm text-soft">{ready ? a.counting : w.seeHere}</p>}
        >
          {draft.message.trim() === '' ? (
            <p className="text-sm text-soft">{w.writeFirst}</p>
          ) : (
            <Examples examples={previewing.preview?.examples ?? []} />
          )}
        </Reached>
        <SendTheirs
          campaign={campaign}
          report={report}
          draft={draft}
          open={open}
          half={half}
          previewing={previewing}
          onSent={sent}
          onStale={onStale}
          onStartOver={() => setDraft(EMPTY)}
        />
      </aside>
    </div>
  );
}
