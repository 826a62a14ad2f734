import { Notice } from '../controls/Notice';
import { useWords } from '../language/words';
import type { Approval } from './message';
import { MESSAGE_WORDS } from './words/words';

export function ApprovalWord({ approval }: { readonly approval: Approval | null }) {
  const w = useWords(MESSAGE_WORDS);
  if (approval === null) return null;
  const who = approval.decidedBy?.name ?? w.someHead;
  return (
    <div className="mt-3">
      {approval.state === 'WAITING' && (
        <Notice tone="warn">{w.approvalWaiting(approval.communityName)}</Notice>
      )}
      {approval.state === 'GRANTED' && <p className="text-sm text-soft">{w.approvalGranted(who)}</p>}
      {approval.state === 'REFUSED' && (
        <Notice tone="warn">
          {w.approvalRefused(who)}
          {approval.reason !== null && <p>“{approval.reason}”</p>}
        </Notice>
      )}
    </div>
  );
}
