import { expect, it } from 'vitest';
import { contrast, readableOn, textOn } from './colours.js';

const STEPS = [0, 51, 102, 119, 153, 204, 255];
const hex = (part: number) => part.toString(16).padStart(2, '0');
const every = STEPS.flatMap((red) =>
  STEPS.flatMap((green) => STEPS.map((blue) => `#${hex(red)}${hex(green)}${hex(blue)}`)),
);

it('measures contrast as WCAG does', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
});

it('a button can be read in whatever colour somebody likes', () => {
  expect(every.filter((colour) => contrast(textOn(colour), colour) < 4.5)).toEqual([]);
});

it.each(['#ffffff', '#1f2937'])('a link can be read on %s in whatever colour', (background) => {
  expect(every.filter((colour) => contrast(readableOn(background, colour), background) < 4.5)).toEqual([]);
});

it('leaves a colour alone that can be read', () => {
  expect(readableOn('#ffffff', '#0f766e')).toBe('#0f766e');
});
