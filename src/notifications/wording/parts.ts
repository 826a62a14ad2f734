import type { MessageFormatElement } from '@formatjs/icu-messageformat-parser';

/** Every part of an ICU text, however deep: plurals, selects and tags hold trees of their own. */
export function partsOf(
  text: readonly MessageFormatElement[],
  found: MessageFormatElement[] = [],
): MessageFormatElement[] {
  for (const part of text) {
    found.push(part);
    if ('options' in part) {
      for (const option of Object.values(part.options)) partsOf(option.value, found);
    } else if ('children' in part) {
      partsOf(part.children, found);
    }
  }
  return found;
}
