import { useId, type ComponentProps } from 'react';
import { useLanguage } from '../language/language';

interface Props extends Omit<ComponentProps<'input'>, 'id'> {
  readonly label: string;
  readonly error?: string | undefined;
  readonly rows?: number;
}

const BOX =
  'mt-1 block w-full rounded-md border bg-surface px-3 py-2 text-base text-ink placeholder:text-soft sm:text-sm';

export function Field({ label, error, rows, required, className = '', ...input }: Props) {
  const { t } = useLanguage();
  const id = useId();
  const shared = {
    id,
    required,
    'aria-invalid': error !== undefined,
    'aria-describedby': error === undefined ? undefined : `${id}-error`,
    className: `${BOX} ${error === undefined ? 'border-edge' : 'border-bad'}`,
  };
  return (
    <div className={className}>
      <label htmlFor={id} className="text-sm font-medium">
        {label}
        {!required && <span className="font-normal text-soft"> ({t.optional})</span>}
      </label>
      {rows === undefined ? (
        <input {...input} {...shared} />
      ) : (
        <textarea name={input.name} rows={rows} {...shared} />
      )}
      {error !== undefined && (
        <p id={`${id}-error`} className="mt-1 text-sm text-bad">
          {error}
        </p>
      )}
    </div>
  );
}
