/** The kind of origin that trains nets on a table: what experiment files of it must hold, and how it is opened. */
import { shareTable } from '../../data/dataset.js';
import { quoted } from '../../data/names.js';
import { ENGINE_NAMES } from '../../engines/engine.js';
import type { EngineName } from '../../engines/engine.js';
import { NUMERICS_VERSION } from '../../engines/fused/numerics-version.js';
import { backendOf, refusedByFused } from '../../engines/open.js';
import { UserError } from '../../base/errors.js';
import { checkExperiment } from '../../experiment/check-experiment.js';
import { checkOwnModels } from '../../experiment/check-own-models.js';
import type { Experiment } from '../../experiment/experiment.js';
import { fitToTable } from '../../experiment/load-table.js';
import { hasOwnModels, ownModelVariants, sealOwnModels, withoutModelFiles } from '../../experiment/own-models.js';
import type { Question } from '../../question/question.js';
import { isTable } from '../facts.js';
import type { OpenOptions, OriginKind } from '../origin.js';
import { tableOrigin } from './identity.js';
import { openTable } from './open-table.js';
import { tableFrom } from './parcel.js';
import { readTicket } from './ticket.js';

export const TABLE: OriginKind<Experiment> = {
  kind: 'table',
  takes: (variants) =>
    Object.values(variants).some((each) => typeof each === 'object' && each !== null && 'model' in each),
  check: checkExperiment,
  sealed: sealOwnModels,
  kept: withoutModelFiles,
  describe(experiment, facts) {
    if (!isTable(facts)) throw new RangeError(`facts of the origin ${facts.kind} are none of a table`);
    return tableOrigin(experiment, facts);
  },
  async open(asked, options) {
    const { table: read, reading } = await options.readTable(asked.data);
    const table = shareTable(read);
    options.onTask(table.target.kind === 'classes' ? 'classification' : 'regression');
    const engine = engineFor(asked, options);
    const fitted = fitToTable(asked, table);
    const wanted = { backend: options.backend };
    const { experiment, backend } = hasOwnModels(fitted)
      ? await checkOwnModels(fitted, table, wanted)
      : { experiment: fitted, backend: await backendOf(engine, wanted) };
    return { question: experiment, origin: openTable(experiment, { table, engine, backend, reading }) };
  },
  async join(own, value, fetch) {
    const ticket = readTicket(value);
    if (ticket === undefined) throw new UserError('this version cannot read its ticket.');
    const { engine, backend, numericsVersion, fingerprint } = ticket;
    if (numericsVersion !== NUMERICS_VERSION) {
      throw new UserError(
        `its numerics version is ${numericsVersion}, and here it is ${NUMERICS_VERSION}.`,
        'Install the same version here.',
      );
    }
    const table = await tableFrom(await fetch(fingerprint), fingerprint);
    const question = fitToTable(own, table);
    return { question, origin: openTable(question, { table, engine, backend }) };
  },
};

/** @throws {UserError} if the fused engine is asked for models that it cannot train */
function engineFor(experiment: Experiment, { engine, onNote }: OpenOptions): EngineName {
  const wanted = ENGINE_NAMES.find((name) => name === engine);
  if (engine !== undefined && wanted === undefined) throw new UserError(`There is no engine ${quoted(engine)}.`);
  if (!hasOwnModels(experiment)) return wanted ?? 'fused';
  if (wanted === 'fused') throw refusedByFused();
  if (wanted === undefined) {
    onNote(`${ownModelVariants(experiment).join(', ')}: models built with tf train on the tfjs engine`);
  }
  return 'tfjs';
}

/** Whether a question is about nets on a table. */
export function isTableQuestion(question: Question): question is Experiment {
  return TABLE.takes(question.variants);
}
