import type { ReactNode } from 'react';
import { Check } from '../controls/Check';
import { Writing } from '../controls/Writing';
import { useWords } from '../language/words';
import type { Priority } from '../feed/notification';
import { mayAlarm, type SignedIn } from '../session/person';
import { WAYS, type Draft, type When } from './draft';
import { ANNOUNCE_WORDS } from './words/words';

const URGENCIES: readonly Priority[] = ['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'];
const WHENS: readonly When[] = ['now', 'moment', 'each'];

interface Props {
  readonly person: SignedIn;
  readonly draft: Draft;
  readonly onChange: (part: Partial<Draft>) => void;
}

/** An emergency takes the place of all these choices. */
export function HowAndWhen({ person, draft, onChange }: Props) {
  const w = useWords(ANNOUNCE_WORDS);
  return (
    <div className="space-y-4 px-4 pb-4">
      {draft.emergency ? (
        <p className="text-sm">{w.emergencyOn}</p>
      ) : (
        <Choices draft={draft} onChange={onChange} />
      )}
      {mayAlarm(person) && (
        <div
          className={`rounded-md border px-3 py-1 ${draft.emergency ? 'border-bad bg-bad-wash' : 'border-line'}`}
        >
          <Check
            checked={draft.emergency}
            onChange={(emergency) => onChange({ emergency })}
            lead={draft.emergency ? undefined : w.emergencyLead}
          >
            {w.emergency}
          </Check>
        </div>
      )}
    </div>
  );
}

/** By which ways, how urgent, and when. */
export function Choices({ draft, onChange }: Omit<Props, 'person'>) {
  const w = useWords(ANNOUNCE_WORDS);
  return (
    <>
      <Group title={w.channels} className="sm:grid-cols-2">
        {WAYS.map((channel) => (
          <Check
            key={channel}
            checked={draft.channels.includes(channel)}
            onChange={(on) =>
              onChange({
                channels: WAYS.filter((way) => (way === channel ? on : draft.channels.includes(way))),
              })
            }
          >
            {w.ways[channel]}
          </Check>
        ))}
      </Group>
      <Group title={w.urgency} className="sm:max-md:grid-cols-2 lg:grid-cols-2">
        {URGENCIES.map((priority) => (
          <Check
            key={priority}
            radio="urgency"
            checked={draft.priority === priority}
            onChange={() => onChange({ priority })}
            lead={w.urgencyLeads[priority]}
          >
            {w.urgencies[priority]}
          </Check>
        ))}
      </Group>
      <Group title={w.when}>
        {WHENS.map((when) => (
          <Check key={when} radio="when" checked={draft.when === when} onChange={() => onChange({ when })}>
            {w.whens[when]}
          </Check>
        ))}
      </Group>
      {draft.when !== 'now' && (
        <Writing
          label={w.at}
          type="datetime-local"
          required
          value={draft.at}
          onWrite={(at) => onChange({ at })}
          hint={draft.when === 'each' ? w.eachHint : undefined}
          className="max-w-64"
        />
      )}
    </>
  );
}

interface Grouped {
  readonly title: string;
  readonly className?: string;
  readonly children: ReactNode;
}

function Group({ title, className = '', children }: Grouped) {
  return (
    <fieldset>
      <legend className="mb-1 text-sm font-medium text-soft">{title}</legend>
      <div className={`grid gap-x-6 ${className}`}>{children}</div>
    </fieldset>
  );
}
