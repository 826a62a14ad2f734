import { useId, type ReactNode } from 'react';
import { useLanguage } from '../language/language';

interface Props {
  readonly label: string;
  readonly value: string;
  readonly onWrite: (value: string) => void;
  readonly required?: boolean;
  /** Several lines; one without. */
  readonly rows?: number;
  readonly maxLength?: number;
  readonly min?: number;
  readonly type?: 'text' | 'search' | 'number' | 'datetime-local';
  readonly lang?: string;
  readonly placeholder?: string;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  /** Where the label says what is plain to see. */
  readonly bare?: boolean;
  readonly className?: string;
}

/** A field whose text the page keeps while it is being written. */
export function Writing(props: Props) {
  const { label, value, onWrite, required = false, rows, hint, error, bare = false, className = '' } = props;
  const { t } = useLanguage();
  const id = useId();
  const shared = {
    id,
    value,
    required,
    lang: props.lang,
    maxLength: props.maxLength,
    placeholder: props.placeholder,
    'aria-invalid': error !== undefined,
    'aria-describedby': `${id}-hint`,
    className: `mt-1 block w-full rounded-md border bg-surface px-3 py-2 text-base text-ink placeholder:text-soft sm:text-sm ${error === undefined ? 'border-edge' : 'border-bad'}`,
  };
  return (
    <div className={className}>
      <label htmlFor={id} className={bare ? 'sr-only' : 'text-sm font-medium'}>
        {label}
        {!required && !bare && <span className="font-normal text-soft"> ({t.optional})</span>}
      </label>
      {rows === undefined ? (
        <input
          {...shared}
          type={props.type ?? 'text'}
          min={props.min}
          autoComplete="off"
          onChange={(change) => onWrite(change.target.value)}
        />
      ) : (
        <textarea {...shared} rows={rows} onChange={(change) => onWrite(change.target.value)} />
      )}
      <div id={`${id}-hint`} className="text-sm">
        {error !== undefined && <p className="mt-1 text-bad">{error}</p>}
        {hint !== undefined && <div className="mt-1 text-soft">{hint}</div>}
      </div>
    </div>
  );
}
