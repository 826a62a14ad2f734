import { useId, type ReactNode } from 'react';

interface Props {
  readonly label: string;
  readonly value: string;
  readonly onChoose: (value: string) => void;
  readonly required?: boolean;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A list to choose one from; its options are what is between. */
export function Choosing(props: Props) {
  const { label, value, onChoose, required = false, hint, error, className = '', children } = props;
  const id = useId();
  return (
    <div className={className}>
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <select
        id={id}
        value={value}
        required={required}
        aria-invalid={error !== undefined}
        aria-describedby={`${id}-hint`}
        onChange={(change) => onChoose(change.target.value)}
        className={`mt-1 block h-10 w-full rounded-md border bg-surface px-3 text-base sm:text-sm ${error === undefined ? 'border-edge' : 'border-bad'}`}
      >
        {children}
      </select>
      <div id={`${id}-hint`} className="text-sm">
        {error !== undefined && <p className="mt-1 text-bad">{error}</p>}
        {hint !== undefined && <div className="mt-1 text-soft">{hint}</div>}
      </div>
    </div>
  );
}
