/** As a `ref`: what has just appeared in answer to a press takes the focus that the pressed button had. */
export function focusOnMount(element: HTMLElement | null): void {
  element?.focus();
}
