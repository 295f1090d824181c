/** A note, and after it the names of what has a hue in the figure. */
import { textWidth } from './lettering.js';
import { element, group, text } from './svg.js';
import type { Hue } from './svg.js';

export function hueKey(
  names: readonly { readonly name: string; readonly hue: Hue; readonly pale?: boolean }[],
  { note, y }: { note: string; y: number },
): string[] {
  let x = note === '' ? 14 : 30 + textWidth(note, 12);
  return [
    note === '' ? '' : text(note, { x: 14, y, class: 'note' }),
    ...names.map(({ name, hue, pale }) => {
      const square = {
        x,
        y: y - 10,
        width: 11,
        height: 11,
        class: pale === true ? 'mark pale' : 'mark',
        stroke: 'none',
        'fill-opacity': pale === true ? 0.4 : undefined,
      };
      const drawn = group(hue, [element('rect', square), text(name, { x: x + 16, y, class: 'small ink' })]);
      x += textWidth(name, 12) + 38;
      return drawn;
    }),
  ];
}
