interface Props {
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
  /** What is switched, for those who hear the page. */
  readonly label: string;
  /** How it stands, for those who see it. */
  readonly word?: string;
  readonly disabled?: boolean;
}

/** Something that is so or not, and is changed at once by a press. */
export function Switch({ on, onChange, label, word, disabled = false }: Props) {
  return (
    <button
      type="button"
      role="switch"
      aria-checked={on}
      aria-label={label}
      disabled={disabled}
      onClick={() => onChange(!on)}
      className="-mr-2 inline-flex min-h-10 shrink-0 items-center gap-2 rounded-md px-2 text-sm hover:bg-hover disabled:opacity-60"
    >
      {word !== undefined && (
        <span aria-hidden="true" className={on ? 'font-medium text-accent' : 'text-soft'}>
          {word}
        </span>
      )}
      <span
        aria-hidden="true"
        className={`flex h-6 w-10 items-center rounded-full border p-0.5 transition-colors ${on ? 'border-accent bg-accent' : 'border-edge bg-surface'}`}
      >
        <span
          className={`size-4 rounded-full transition-transform ${on ? 'translate-x-4 bg-on-accent' : 'bg-edge'}`}
        />
      </span>
    </button>
  );
}
