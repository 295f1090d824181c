/** `reseed merge DIR…`: the folders of a bench's shards become one, with the report that one machine would have written. */
import { basename, dirname, join, resolve } from 'node:path';
import { printableLine } from '../base/printable.js';
import { repairedBench } from '../bench/open-bench.js';
import { UserError } from '../base/errors.js';
import { holdingFolder } from '../store/hold.js';
import { keepLook, loadManifest } from '../store/manifest.js';
import { describeRun, mergeFolders } from '../store/merge.js';
import type { MergeResult } from '../store/merge.js';
import { writeReport } from '../bench/publish.js';
import { summaryJson } from '../report/render/summary.js';
import { exitCodeOf } from './exit-code.js';
import { openHtml, wantsHtml } from './html-flags.js';
import { firstScreen } from './first-screen.js';
import { isOn, text } from './flags.js';
import { EXIT } from './io.js';
import { shownPath } from './folders.js';
import type { ExitCode, Flags, Io } from './io.js';
import { whole } from '../base/how-many.js';

const SHOWN_GAPS = 5;

export function merge(flags: Flags, io: Io): ExitCode {
  const given = (flags.dirs as readonly unknown[]).map(String);
  if (given.includes('')) {
    throw new UserError('merge needs the folders of a bench.', 'Write reseed merge results/NAME.shard-*');
  }
  const folders = given.map((folder) => resolve(io.cwd, folder));
  const out = resolve(io.cwd, text(flags, 'out') ?? mergedFolder(folders[0]!));
  const onNote = (note: string): void => io.err(`note: ${note}\n`);
  const result = mergeFolders({ folders, out, allowMixed: isOn(flags, 'allow-mixed'), onNote });
  const where = shownPath(io, out);
  const { planned, missing, duplicates } = result;
  io.err(
    `${whole(planned - missing.length)} of ${whole(planned)} runs in ${where}${duplicates > 0 ? `, ${whole(duplicates)} of them in more than one folder` : ''}\n`,
  );
  if (missing.length > 0) {
    io.err(describeGaps(result, { folders, where }));
    return EXIT.failed;
  }
  const bench = holdingFolder(out, () => {
    const { result: read, notes } = repairedBench(out);
    for (const note of notes) onNote(note);
    writeReport(out, { ...read, html: wantsHtml(flags) });
    keepLook(out, read.analysis);
    return read;
  });
  openHtml(out, flags, { onNote: (note) => io.err(`note: ${note}\n`) });
  io.out(isOn(flags, 'json') ? summaryJson(bench.analysis) : firstScreen(bench.analysis, { flags, io }));
  return exitCodeOf(bench);
}

/** Beside the first shard, without its ending; for other folders the place where a bench on one machine would be. */
function mergedFolder(first: string): string {
  const whole = /^(.+)\.shard-\d+-of-\d+$/.exec(basename(first))?.[1];
  return whole === undefined ? join('results', loadManifest(first)?.setup.name ?? '') : join(dirname(first), whole);
}

function describeGaps(
  { missing, manifest }: MergeResult,
  { folders, where }: { folders: readonly string[]; where: string },
): string {
  const shown = missing.slice(0, SHOWN_GAPS).map((run) => `  ${describeRun(run)}\n`);
  const more = missing.length > SHOWN_GAPS ? `  and ${missing.length - SHOWN_GAPS} more\n` : '';
  const absent = absentShards(folders);
  return [
    `missing: ${whole(missing.length)} runs\n`,
    ...shown,
    more,
    absent === '' ? '' : `  no folder was given of ${absent}\n`,
    `No report was written. Merge again with the folders that lack, or train what is missing here:\n`,
    `  ${printableLine(manifest.setup.command)} --out ${printableLine(where)}\n`,
  ].join('');
}

function absentShards(folders: readonly string[]): string {
  const shards = folders.map((folder) => loadManifest(folder)?.shard);
  const of = shards[0]?.of;
  if (of === undefined || shards.some((shard) => shard?.of !== of)) return '';
  const there = new Set(shards.map((shard) => shard?.number));
  const absent = Array.from({ length: of }, (_, i) => i + 1).filter((number) => !there.has(number));
  const names = absent.slice(0, 20).map((number) => `${number}/${of}`);
  return absent.length === 0 ? '' : `shard ${names.join(', ')}${absent.length > 20 ? ', …' : ''}`;
}
