/** The kind of origin that starts programs. A command comes from the user's own experiment file or command line alone. */
import { UserError } from '../../base/errors.js';
import type { Table } from '../../data/dataset.js';
import { usualMetrics } from '../../question/registry.js';
import { isTable } from '../facts.js';
import type { PlainFacts } from '../facts.js';
import type { OpenOptions, OriginKind } from '../origin.js';
import { parcelOf, tableFrom } from '../table/parcel.js';
import { cardsOfSlots } from './bench-options.js';
import { checkCommands } from './check.js';
import { pickingRules } from './check-score.js';
import { placesOf } from './check-variant.js';
import { pairingOf } from './command-line.js';
import { codeStateOf } from './git.js';
import { commandIdentity } from './identity.js';
import { waitingRuns } from './early-runs.js';
import type { EarlyRuns } from './early-runs.js';
import { learnMetrics } from './learn-metrics.js';
import { describeCommands, openCommands } from './open-command.js';
import type { Carrying } from './open-command.js';
import { checkParts, partsOf } from './row-files.js';
import { secretsIn, withoutSecrets } from './secrets.js';
import { keptSeedCheck } from './seed-check.js';
import { missingNeed, refuseWithoutNeeds } from './needs.js';
import type { KnownDigests } from './used-files.js';
import type { CommandQuestion } from './variant.js';
import { refuseOnWindows } from './windows.js';
import { whole } from '../../base/how-many.js';

export const COMMAND: OriginKind<CommandQuestion> = {
  kind: 'command',
  learns: true,
  slots: (question) => cardsOfSlots(question)?.length ?? 1,
  takes: (variants) =>
    Object.values(variants).some((each) => typeof each === 'object' && each !== null && 'command' in each),
  check: checkCommands,
  kept({ folder: _folder, ...question }) {
    const secrets = secretsIn(Object.values(question.variants), process.env);
    const variants = Object.entries(question.variants).map(
      ([name, each]) => [name, withoutSecrets(each, secrets)] as const,
    );
    return { ...question, variants: Object.fromEntries(variants) };
  },
  lacks: missingNeed,
  describe(question, facts) {
    if (isTable(facts)) throw new RangeError('facts of a table are none of commands');
    return describeCommands(question, facts);
  },
  async open(asked, options) {
    refuseOnWindows(asked, process.platform);
    refuseWithoutNeeds(asked);
    const table = asked.data === undefined ? undefined : (await options.readTable(asked.data)).table;
    tellOf(asked, options);
    const settled = settle(asked, { table, folder: options.folder });
    const { known, facts } = settled;
    const { question, early } = await withMetrics(settled.question, { known, facts, table }, options);
    const code = await codeStateOf(question.folder ?? '.');
    const origin = openCommands(question, { facts, known, table, folder: options.folder, early });
    const parcel = table === undefined ? {} : { parcel: parcelOf(table) };
    const ticket = { fingerprint: table?.fingerprint ?? null };
    return { question, origin: { ...origin, ticket, ...parcel, ...(code === undefined ? {} : { code }) } };
  },
  /** The command is this worker's own; a message says at most which table its rows are of. */
  async join(own, ticket, fetch) {
    refuseOnWindows(own, process.platform);
    refuseWithoutNeeds(own);
    const fingerprint = (ticket as { fingerprint?: unknown } | null)?.fingerprint;
    if (typeof fingerprint === 'string' && !/^[0-9a-f]{64}$/.test(fingerprint))
      throw new UserError('this version cannot read its ticket.');
    const table =
      typeof fingerprint === 'string' && own.data !== undefined
        ? await tableFrom(await fetch(fingerprint), fingerprint)
        : undefined;
    const { question, known, facts } = settle(own, { table, folder: undefined });
    return { question, origin: openCommands(question, { facts, known, table }) };
  },
};

/** A question that names no metric has those that its runs show. */
async function withMetrics(
  question: CommandQuestion,
  place: Carrying,
  { learning, onNote, folder }: OpenOptions,
): Promise<{ readonly question: CommandQuestion; readonly early?: EarlyRuns | undefined }> {
  if (learning === undefined) return { question };
  if (question.metric !== undefined || question.metrics !== undefined)
    return { question, early: folder === undefined || learning.startsAnew === true ? undefined : waitingRuns(folder) };
  const { metrics, early } = await learnMetrics(question, place, { learning, onNote, folder });
  return { question: { ...question, metrics }, early };
}

/** What only the table and the files can tell. */
function settle(
  asked: CommandQuestion,
  { table, folder }: { table: Table | undefined; folder: string | undefined },
): { question: CommandQuestion; known: KnownDigests; facts: PlainFacts } {
  const seeded = withSeeds(table === undefined ? asked : withMetricsOf(asked, table));
  const known: KnownDigests = new Map();
  const fingerprint = table?.fingerprint;
  const names = Object.keys(seeded.variants);
  const identities = Object.fromEntries(
    names.map((name) => [name, commandIdentity(seeded, name, { known, fingerprint })]),
  );
  const question = { ...seeded, identities };
  return { question, known, facts: factsOf(question, { table, folder }) };
}

function withMetricsOf(question: CommandQuestion, { target }: Table): CommandQuestion {
  if (question.metric !== undefined || question.metrics !== undefined) return question;
  if (target.kind === 'number') return { ...question, metrics: usualMetrics('regression').map(({ name }) => name) };
  // Only metrics that need no probabilities: not every program prints those.
  const plain = usualMetrics('classification').filter(({ role }) => role === 'shareRight' || role === 'classesAlike');
  return { ...question, metrics: plain.map(({ name }) => name) };
}

/** `--seeds` may ask for fewer of those listed, and not for more. */
function withSeeds(question: CommandQuestion): CommandQuestion {
  const { seedNumbers, protocol } = question;
  if (seedNumbers === undefined || seedNumbers.length === protocol.seeds) return question;
  if (seedNumbers.length > protocol.seeds) return { ...question, seedNumbers: seedNumbers.slice(0, protocol.seeds) };
  throw new UserError(
    `${whole(protocol.seeds)} seeds, and ${question.name} lists ${seedNumbers.length}.`,
    'Add to the list, or give a number of seeds in its place.',
  );
}

function factsOf(
  question: CommandQuestion,
  { table, folder }: { table: Table | undefined; folder: string | undefined },
): PlainFacts {
  const pairing = pairingOf(question);
  const check = folder === undefined ? undefined : keptSeedCheck(folder, question.identities ?? {});
  const common = {
    kind: 'command',
    what: 'a program, started once for each run',
    pairing,
    ...(check === undefined ? {} : { seedCheck: check }),
    repeats: check?.found === 'same bits' ? ('one machine' as const) : ('not promised' as const),
  };
  if (table === undefined) return { ...common, ...picks(question) };
  checkParts({ question, table });
  const { train, validation, test } = partsOf({ question, table }, { split: 0, fold: 0 });
  return {
    ...common,
    ...picks(question),
    fingerprint: table.fingerprint,
    testToTrain: test.length / train.length,
    rows: { train: train.length, validation: validation.length, test: test.length },
    ...(table.made ? { made: true } : {}),
  };
}

function picks({ score }: CommandQuestion): Pick<PlainFacts, 'picked'> {
  const picked = pickingRules(score);
  return picked.length === 0 ? {} : { picked: [...picked] };
}

/** What is worth a word before anything starts. */
function tellOf({ variants, score }: CommandQuestion, { onNote }: OpenOptions): void {
  const unseeded = Object.keys(variants).filter((name) => !placesOf(variants[name]!).includes('seed'));
  if (unseeded.length > 0) {
    onNote(
      `${unseeded.join(', ')}: no {seed} in the command; only RESEED_SEED in its environment tells a run its seed`,
    );
  }
  for (const rule of pickingRules(score)) {
    onNote(`${rule} is the best of what a run printed, chosen by the score itself: it flatters`);
  }
}
