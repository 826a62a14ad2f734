import { useEffect, useId, useRef, type ReactNode } from 'react';

interface Props {
  readonly title: string;
  readonly children: ReactNode;
  /** Escape, a press beside it, or a button in it. */
  readonly onClose: () => void;
}

/** A question that has to be answered before anything else. Open as long as it is there. */
export function Dialog({ title, children, onClose }: Props) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    const shown = dialog.current;
    shown?.showModal();
    return () => {
      shown?.close();
      // The browser gives the focus back only where the button is still there.
      if (before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      aria-labelledby={id}
      closedby="any"
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClose={onClose}
      className="m-auto w-[calc(100%-2rem)] max-w-lg animate-appear rounded-lg border border-line bg-surface p-4 text-ink sm:p-6"
    >
      <h2 id={id} className="text-lg font-semibold text-balance">
        {title}
      </h2>
      <div className="mt-3 space-y-3">{children}</div>
    </dialog>
  );
}
