import type { ComponentProps, MouseEvent } from 'react';
import { go } from './address';

interface Props extends Omit<ComponentProps<'a'>, 'href'> {
  readonly to: string;
}

/** A link inside the console: no reload, and still a link that opens in a tab of its own. */
export function Link({ to, onClick, children, ...rest }: Props) {
  const follow = (press: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(press);
    const elsewhere = press.button !== 0 || press.metaKey || press.ctrlKey || press.shiftKey || press.altKey;
    if (press.defaultPrevented || elsewhere) return;
    press.preventDefault();
    go(to);
  };
  return (
    <a {...rest} href={to} onClick={follow}>
      {children}
    </a>
  );
}
