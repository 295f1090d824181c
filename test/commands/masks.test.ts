import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { masks } from '../../src/commands/masks.js';
import { commandIo } from './command-io.js';

interface Summary {
  variant: string;
  frames: number;
  layers: { name: string; units: number; rates: number[] }[];
  kept: { layer: string; steps: number; counts: number[] }[];
  files: { animation: string; still: string };
}

describe('reseed masks', () => {
  it('draws the real network of the default experiment into its results folder', async () => {
    const { io, cwd, printed } = commandIo();
    expect(await masks({ json: true }, io)).toBe(0);
    const { variant, frames, layers, kept, files } = JSON.parse(printed()) as Summary;
    expect({ variant, frames, files }).toEqual({
      variant: 'dropout',
      frames: 24,
      files: {
        animation: 'results/dropout-vs-none/figures/masks.svg',
        still: 'results/dropout-vs-none/figures/masks-kept.svg',
      },
    });
    expect(layers.map(({ units }) => units)).toEqual([47, 50, 25, 7]);
    expect(kept.map(({ layer, counts }) => [layer, counts.length])).toEqual([['hidden 1', 50]]);
    for (const file of Object.values(files))
      expect(readFileSync(join(cwd, file), 'utf8')).toMatch(/^<svg .*<\/svg>\n$/s);
  });

  it('gives the same bytes again, and others for another seed', async () => {
    const { io, cwd } = commandIo();
    const drawn = async (out: string, flags = {}): Promise<string> => {
      await masks({ out, steps: '3', ...flags }, io);
      return readFileSync(join(cwd, out), 'utf8');
    };
    const once = await drawn('a.svg');
    expect(await drawn('b.svg')).toBe(once);
    expect(await drawn('c.svg', { seed: '2' })).not.toBe(once);
    expect(existsSync(join(cwd, 'a-kept.svg'))).toBe(true);
  });

  it.each([
    [{ variant: 'dropuot' }, 'dropout-vs-none has no variant "dropuot".', 'Did you mean "dropout"?'],
    [{ variant: 'none' }, 'The variant "none" of dropout-vs-none drops no units', 'dropout(rate)'],
    [{ steps: '1' }, '--steps "1" is not a whole number from 2 to 120', '--steps 5'],
    [{ out: 'masks.gif' }, 'is not the name of an SVG file', '--out masks.svg'],
  ])('%o is refused with a remedy', async (flags, message, hint) => {
    const { io } = commandIo();
    await expect(masks(flags, io)).rejects.toMatchObject({
      name: 'UserError',
      message: expect.stringContaining(message) as string,
      hint: expect.stringContaining(hint) as string,
    });
  });
});
