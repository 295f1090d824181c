/** What a command that has an analysis prints of it: for a terminal, or with `--markdown` for a comment or a job's summary. */
import type { Analysis } from '../analysis/analysis.js';
import { renderMarkdown } from '../report/render/markdown.js';
import { renderTerminal } from '../report/render/terminal.js';
import { screenPage } from '../report/screen.js';
import { isOn } from './flags.js';
import type { Flags, Io } from './io.js';

export function firstScreen(analysis: Analysis, { flags, io }: { flags: Flags; io: Io }): string {
  const page = screenPage(analysis);
  if (isOn(flags, 'markdown')) return renderMarkdown(page);
  return renderTerminal(page, { colour: io.colour, columns: io.outColumns });
}
