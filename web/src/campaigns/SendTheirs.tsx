import { useState } from 'react';
import { EMPTY, type Draft } from '../announce/draft';
import { Sender } from '../announce/Sender';
import type { Previewing } from '../announce/usePreview';
import { useSending } from '../announce/useSending';
import { WideQuestion } from '../announce/WideQuestion';
import { ANNOUNCE_WORDS } from '../announce/words/words';
import { Button } from '../controls/Button';
import { useLanguage } from '../language/language';
import { useFormat } from '../language/useFormat';
import { useWords } from '../language/words';
import { useNow } from '../time/clock';
import { pathOf, type Campaign, type CampaignPreview, type Report } from './campaign';
import { bodyOf, lacksOf, NO_GROUPS } from './sendable';
import { CAMPAIGN_WORDS } from './words/words';

interface Props {
  readonly campaign: Campaign;
  readonly report: Report | null;
  readonly draft: Draft;
  /** Places that no column fills. */
  readonly open: readonly string[];
  /** Half of a place stands in a text. */
  readonly half: boolean;
  readonly previewing: Previewing<CampaignPreview>;
  readonly onSent: (messageId: string) => void;
  readonly onStale: () => void;
  readonly onStartOver: () => void;
}

const NOBODY_ELSE = { include: [] };

/** The button says how many get it and how many rows are left out; where it cannot, why not stands beside it. */
export function SendTheirs(props: Props) {
  const { campaign, report, draft, open, half, previewing, onSent, onStale, onStartOver } = props;
  const { t } = useLanguage();
  const w = useWords(CAMPAIGN_WORDS);
  const a = useWords(ANNOUNCE_WORDS);
  const { number, list } = useFormat();
  const [asking, setAsking] = useState(false);
  const { preview, fresh, problem } = previewing;
  const { send, busy, refused } = useSending(
    bodyOf(draft, report?.flawed ?? 0),
    onSent,
    `${pathOf(campaign.id)}/send`,
  );

  const [lack] = lacksOf(draft, useNow());
  const counted = preview !== null && fresh && problem === null;
  const reason = whyNot();
  function whyNot(): string | null {
    if (report === null) return w.noList;
    if (report.good === 0) return w.noneGood;
    if (lack !== undefined) return a.lacks[lack];
    if (half) return w.half;
    if (open.length > 0) return w.unfilled(list(open.map((name) => `{{${name}}}`)));
    if (problem !== null) return a.previewFailed;
    if (!counted) return a.counting;
    return preview.recipientCount === 0 ? a.nobody : null;
  }
  const press = () => {
    if (preview?.warning != null) setAsking(true);
    else void send(preview?.confirmation.token);
  };
  const label = counted ? onButton(preview) : a.sendPlain;
  function onButton({ recipientCount, approval }: CampaignPreview): string {
    const left = report?.flawed ?? 0;
    const say = approval !== null ? w.ask : draft.when === 'now' ? w.send : w.plan;
    return say(recipientCount, number(recipientCount), left, number(left));
  }

  return (
    <Sender
      label={label}
      reason={reason}
      busy={busy}
      refused={refused}
      remedy={
        refused?.status === 409 && (
          <Button look="text" onClick={onStale}>
            {t.tryAgain}
          </Button>
        )
      }
      onPress={press}
      onStartOver={draft === EMPTY ? null : onStartOver}
    >
      {asking && preview?.warning != null && (
        <WideQuestion
          // The list alone makes it so wide, and everybody sees that it does.
          warning={{ ...preview.warning, because: [] }}
          audience={NOBODY_ELSE}
          tree={NO_GROUPS}
          label={label}
          onAnswer={() => {
            setAsking(false);
            void send(preview.confirmation.token);
          }}
          onBack={() => setAsking(false)}
        />
      )}
    </Sender>
  );
}
