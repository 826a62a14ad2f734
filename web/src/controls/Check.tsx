import { useId, type ReactNode } from 'react';

interface Props {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly children: ReactNode;
  readonly lead?: ReactNode;
  /** Of one group, of which one is chosen. */
  readonly radio?: string;
  readonly className?: string;
}

/** A box or a dot with its words, all of which can be pressed. */
export function Check({ checked, onChange, children, lead, radio, className = '' }: Props) {
  const id = useId();
  return (
    <label className={`flex min-h-8 cursor-pointer items-start gap-3 py-1 text-sm ${className}`}>
      <input
        type={radio === undefined ? 'checkbox' : 'radio'}
        name={radio}
        checked={checked}
        aria-describedby={lead === undefined ? undefined : id}
        onChange={(change) => onChange(change.target.checked)}
        className="mt-0.5 size-4 shrink-0 cursor-pointer accent-accent"
      />
      <span className="min-w-0">
        <span className="font-medium">{children}</span>
        {lead !== undefined && (
          <span id={id} className="block text-soft">
            {lead}
          </span>
        )}
      </span>
    </label>
  );
}
