import type { MessageFormatElement } from '@formatjs/icu-messageformat-parser';

/** Every part of an ICU text, however deep: plurals, selects and tags hold trees of their own. */
export function partsOf(text: readonly MessageFormatElement[]): MessageFormatElement[] {
  return text.flatMap((part) => {
    if ('options' in part) {
      return [part, ...Object.values(part.options).flatMap((option) => partsOf(option.value))];
    }
    return 'children' in part ? [part, ...partsOf(part.children)] : [part];
  });
}
