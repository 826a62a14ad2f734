import { useSyncExternalStore } from 'react';
import { Icon } from '../controls/Icon';
import { useLanguage } from '../language/language';

const system = matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();

function watch(listener: () => void): () => void {
  listeners.add(listener);
  system.addEventListener('change', listener);
  return () => {
    listeners.delete(listener);
    system.removeEventListener('change', listener);
  };
}

function isDark(): boolean {
  const chosen = document.documentElement.dataset['theme'];
  return chosen === undefined ? system.matches : chosen === 'dark';
}

/** Choosing what the system has anyway means following the system again. */
function paint(dark: boolean): void {
  if (dark === system.matches) {
    delete document.documentElement.dataset['theme'];
    localStorage.removeItem('munadi.theme');
  } else {
    document.documentElement.dataset['theme'] = dark ? 'dark' : 'light';
    localStorage.setItem('munadi.theme', dark ? 'dark' : 'light');
  }
  listeners.forEach((listener) => listener());
}

export function ThemeSwitch() {
  const { t } = useLanguage();
  const dark = useSyncExternalStore(watch, isDark);
  const label = dark ? t.useLight : t.useDark;
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      onClick={() => paint(!dark)}
      className="grid size-10 place-items-center rounded-md text-soft hover:bg-hover hover:text-ink"
    >
      <Icon name={dark ? 'sun' : 'moon'} />
    </button>
  );
}
