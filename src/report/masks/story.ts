/**
 * Which units are there at which training step of one run: the facts behind the pictures of dropout masks, from the very
 * streams that the engines read. Pure; knows no SVG.
 */
import { divisionOf } from '../../experiment/experiment.js';
import type { TableFacts } from '../../origins/facts.js';
import type { Table } from '../../data/dataset.js';
import type { Experiment, Variant } from '../../experiment/experiment.js';
import { resolveNetwork } from '../../model/network.js';
import type { Network, Operation } from '../../model/network.js';
import type { SequentialModel } from '../../model/spec.js';
import { trainingStreams } from '../../design/plan.js';
import { glorotUniform, maskHalfwords, maskThreshold } from '../../base/streams.js';
import type { StreamKey } from '../../base/streams.js';
import { rowsOf } from '../../origins/table/rows.js';

type Dropout = Extract<Operation, { op: 'dropout' }>;

/** One column of units as people draw a network: the inputs, a dense layer, or the outputs. */
export interface UnitLayer {
  readonly name: string;
  readonly role: 'input' | 'hidden' | 'output';
  readonly units: number;
  /** The activations after it, `relu`; empty where there are none. */
  readonly activation: string;
  /** The masks that act on its units, in order; most layers have none, hardly any more than one. */
  readonly dropouts: readonly Dropout[];
}

export interface MaskStory {
  readonly experiment: string;
  readonly variant: string;
  readonly layers: readonly UnitLayer[];
  readonly streams: { readonly init: StreamKey; readonly mask: StreamKey };
  readonly stepsPerEpoch: number;
  /** Steps that the run is sure to take, whatever its early stopping says. */
  readonly sureSteps: number;
  /** Names of the output units: the classes, or the target. */
  readonly outputs: readonly string[];
}

/**
 * The run on the first split (and fold) with the first seed, as far as its masks are concerned.
 *
 * @param variant a variant's name; by default the first whose masks drop anything
 * @returns undefined if no variant, or not the one asked for, has a dropout layer with a rate above 0
 * @throws {RangeError} if the model does not fit the set-up
 */
export function maskStory(
  experiment: Experiment,
  facts: Pick<TableFacts, 'data'>,
  options: { variant?: string | undefined } = {},
): MaskStory | undefined {
  const names = options.variant === undefined ? Object.keys(experiment.variants) : [options.variant];
  for (const name of names) {
    const variant = experiment.variants[name];
    if (variant === undefined || variant.model.type === 'own') continue; // what a user's own model drops, only it knows
    const network = networkFrom(variant.model, facts);
    if (!network.operations.some(({ op }) => op === 'dropout')) continue;
    return tell(experiment, { name, variant, network, facts });
  }
  return undefined;
}

/** One entry a unit: true where it is there for row 0 of the batch of this step (counted from 0 over all epochs). */
export function keptUnits(
  { units, dropouts }: UnitLayer,
  { mask, step }: { mask: StreamKey; step: number },
): boolean[] {
  const kept = new Array<boolean>(units).fill(true);
  for (const { rate, dropoutIndex } of dropouts) {
    const entries = maskHalfwords(mask, units, { step, layer: dropoutIndex });
    const threshold = maskThreshold(rate);
    for (let unit = 0; unit < units; unit++) kept[unit] &&= entries[unit]! >= threshold;
  }
  return kept;
}

/** Chance that a unit is there at a step: one minus the rate, to the 16 bits that the masks are drawn with. */
export function chanceToStay({ dropouts }: UnitLayer): number {
  return dropouts.reduce((chance, { rate }) => chance * (1 - maskThreshold(rate) / 65536), 1);
}

/** The weights into layer `index` (from 1) before training, row-major [units of the layer before, units]. */
export function initialWeights({ layers, streams }: MaskStory, index: number): Float32Array {
  return glorotUniform(streams.init, index - 1, { fanIn: layers[index - 1]!.units, fanOut: layers[index]!.units });
}

function networkFrom(model: SequentialModel, { data }: Pick<TableFacts, 'data'>): Network {
  return resolveNetwork(model, {
    inputs: data.inputs,
    target: data.task === 'classification' ? { kind: 'classes', classes: data.classes.length } : { kind: 'number' },
  });
}

function tell(
  experiment: Experiment,
  parts: { name: string; variant: Variant; network: Network; facts: Pick<TableFacts, 'data'> },
): MaskStory {
  const { name, variant, network, facts } = parts;
  const stepsPerEpoch = Math.ceil(trainingRows(experiment, { variant: name, facts }) / variant.batchSize);
  const classes = facts.data.classes.map((each) => each.name);
  const first = { split: 0, init: 0, order: 0, mask: 0 };
  return {
    experiment: experiment.name,
    variant: variant.label ?? name,
    layers: layersOf(network),
    streams: trainingStreams(experiment, { fold: 0, streams: first }),
    stepsPerEpoch,
    sureSteps: stepsPerEpoch * leastEpochs(variant),
    outputs: network.outputs === classes.length ? classes : [facts.data.target],
  };
}

/** Sizes of parts depend on the sizes of classes, not on which row is of which: a stand-in table with the same sizes gives them. */
function trainingRows(
  experiment: Experiment,
  { variant, facts }: { variant: string; facts: Pick<TableFacts, 'data'> & Partial<Pick<TableFacts, 'rows'>> },
): number {
  const { data } = facts;
  // Groups and times are in the table alone; what the first split trains on was counted when it was there.
  if (divisionOf(experiment.protocol) !== undefined && facts.rows !== undefined) return facts.rows.train;
  const { rows, made, name, fingerprint } = data;
  const target: Table['target'] =
    data.task === 'classification'
      ? {
          kind: 'classes',
          name: data.target,
          levels: data.classes.map((each) => each.name),
          labels: Int32Array.from(data.classes.flatMap((each, label) => new Array<number>(each.rows).fill(label))),
        }
      : { kind: 'number', name: data.target, values: new Float64Array(rows) };
  const standIn: Table = { name, features: [], target, rows, fingerprint, made };
  return rowsOf(experiment, standIn, { split: 0, fold: 0, variant }).train.length;
}

/** The first epoch always improves on nothing; patience then has to run out. */
function leastEpochs({ stopping }: Variant): number {
  return stopping.type === 'fixedEpochs' ? stopping.epochs : Math.min(stopping.maxEpochs, stopping.patience + 1);
}

function layersOf({ inputs, operations }: Network): UnitLayer[] {
  const denses = operations.filter(({ op }) => op === 'dense').length;
  const columns: { units: number; activations: string[]; dropouts: Dropout[] }[] = [
    { units: inputs, activations: [], dropouts: [] },
  ];
  for (const operation of operations) {
    const last = columns.at(-1)!;
    if (operation.op === 'dense') columns.push({ units: operation.units, activations: [], dropouts: [] });
    else if (operation.op === 'activation') last.activations.push(operation.activation);
    else if (operation.op === 'dropout') last.dropouts.push(operation);
  }
  return columns.map(({ units, activations, dropouts }, i) => {
    const role = i === 0 ? 'input' : i === denses ? 'output' : 'hidden';
    const name = role === 'hidden' ? (denses === 2 ? 'hidden' : `hidden ${i}`) : role;
    return { name, role, units, activation: activations.join(', '), dropouts };
  });
}
