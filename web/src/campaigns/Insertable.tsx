import { useRef, type ReactNode } from 'react';
import { useWords } from '../language/words';
import { placeFor } from './places';
import { CAMPAIGN_WORDS } from './words/words';

interface Props {
  readonly columns: readonly string[];
  /** Fields to write in. */
  readonly children: ReactNode;
}

type Writable = HTMLInputElement | HTMLTextAreaElement;

const isWritable = (element: EventTarget | null): element is Writable =>
  element instanceof HTMLTextAreaElement || element instanceof HTMLInputElement;

/** A press on a column puts its place where somebody was writing last, or else at the end of the message. */
export function Insertable({ columns, children }: Props) {
  const w = useWords(CAMPAIGN_WORDS);
  const fields = useRef<HTMLDivElement>(null);
  const last = useRef<Writable | null>(null);

  const insert = (column: string) => {
    const field = last.current?.isConnected ? last.current : fields.current?.querySelector('textarea');
    if (!field) return;
    const from = field === last.current ? (field.selectionStart ?? field.value.length) : field.value.length;
    const to = field === last.current ? (field.selectionEnd ?? from) : from;
    const place = placeFor(column);
    if (field.maxLength > 0 && field.value.length - (to - from) + place.length > field.maxLength) return;
    field.setRangeText(place, from, to, 'end');
    field.dispatchEvent(new Event('input', { bubbles: true }));
    field.focus();
  };

  return (
    <>
      <div className="text-sm">
        <p className="text-soft">{w.chips}</p>
        <ul className="mt-1 flex max-h-32 flex-wrap gap-2 overflow-y-auto">
          {columns.map((column) => (
            <li key={column} className="min-w-0">
              <button
                type="button"
                aria-label={w.insert(column)}
                onClick={() => insert(column)}
                className="max-w-full truncate rounded-full border border-edge px-3 py-1 font-medium text-accent hover:bg-accent-wash max-md:min-h-10"
              >
                {column}
              </button>
            </li>
          ))}
        </ul>
        <p className="mt-1 text-soft">{w.chipsHint}</p>
      </div>
      <div
        ref={fields}
        onFocus={({ target }) => {
          if (isWritable(target)) last.current = target;
        }}
      >
        {children}
      </div>
    </>
  );
}
