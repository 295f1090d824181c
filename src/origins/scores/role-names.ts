/** What names of columns usually mean that are no scores: a variant, a data set, a seed, a step, a cost. May not know tables. */
import { inEnglish } from './foreign-names.js';
import { METRICS, wordsOf } from './names.js';

/** What a column of settings, coordinates or bookkeeping is for. */
export type NamedRole =
  | 'variant'
  | 'data set'
  | 'block'
  | 'repeat'
  | 'row'
  | 'step'
  | 'status'
  | 'cost'
  | 'id'
  | 'failure'
  | 'metric name'
  | 'value';

const ROLES: readonly (readonly [NamedRole, string])[] = [
  [
    'variant',
    'variant scheme model modelname algorithm algo alg algorithmname fuzzer solver optimiser method methodname framework classifier learner estimator approach',
  ],
  [
    'variant',
    'system architecture arch agent policy strategy condition treatment arm network net modeltype classifierid',
  ],
  [
    'data set',
    'dataset datasetname dataname datasetid dataid validationid task taskname taskid benchmark env envid environment game corpus domain problem language lang langpair languagepair testset',
  ],
  [
    'block',
    'block fold foldid foldidx foldindex cvfold kfold split splitid splitidx splitindex partition resample outerfold',
  ],
  [
    'repeat',
    'seed randomseed randomstate rngseed seedid rep repeat repeatid repetition replicate replica trial trialid run runidx runindex runnumber',
  ],
  [
    'row',
    'questionid question docid example exampleid sampleid instance instanceid itemid item rowid promptid segment segmentid queryid qid topicid',
  ],
  [
    'step',
    'step globalstep steps trainingiteration totaltimesteps numsteps envsteps epoch epochid iteration iter iterations timestep timesteps numupdates totalenvinteracts trainerglobalstep',
  ],
  ['status', 'status state runstatus'],
  [
    'cost',
    'duration time runtime walltime cputime elapsed elapsedtime seconds fittime traintime trainingtime scoretime traintimes inferencetime',
  ],
  [
    'cost',
    'memory cost latency flops nparams numparams nparameters numparameters bestepoch trainingduration relativetime',
  ],
  ['id', 'id uuid runid runname name experimentid artifacturi utc timestamp created createdat date starttime endtime'],
  [
    'id',
    'pid done nodeip experimenttag iterationssincerestore rev datetimestart datetimecomplete host hostname user username userid version commit githash tag tags notes index unnamed0 sweep',
  ],
  ['failure', 'error errormessage exception info message reason failure traceback'],
  ['metric name', 'metric metricname measure measurename scorename'],
  ['value', 'value score result estimate'],
];

const ROLE_OF = new Map(ROLES.flatMap(([role, names]) => names.split(' ').map((name) => [name, role] as const)));

/** Exports put where a column comes from in front: `params.lr`, `config/seed`, `tags.mlflow.runName`, `param_alpha`. */
const PREFIX =
  /^(?:params?|config|hparams?|hyperparameters?|tags|attributes|info|key|data(?=[._](?:params|metrics|tags)\b)|user_attrs|system_attrs|args|mlflow|settings)[._/]|^_(?=[a-z])/i;

export function withoutPrefix(name: string): string {
  let bare = name;
  while (PREFIX.test(bare)) bare = bare.replace(PREFIX, '');
  return bare;
}

/** Whether a column comes from the part of an export that holds settings. */
export function isSetting(name: string): boolean {
  return /^(?:params?|config|hparams?|hyperparameters?|args|settings)[._/]/i.test(name);
}

/** Whether a column numbers the folds of a cross-validation. */
export function namesFolds(name: string): boolean {
  return /fold(?!er)|^cv$/i.test(name) || inEnglish(wordsOf(name).join('')) === 'fold';
}

/** Row numbers, levels of a document, folders on the way: made by the reader, measured by nobody. */
export function isMadePlace(name: string): boolean {
  return /^(?:index|file|entry|(?:key|folder) \d+)$/.test(name);
}

export function namedRole(name: string): NamedRole | undefined {
  const words = wordsOf(withoutPrefix(name));
  const whole = ROLE_OF.get(words.join('')) ?? ROLE_OF.get(inEnglish(words.join('')) ?? '');
  if (whole !== undefined || words.length < 2 || isSetting(name)) return whole;
  return roleOfWords(words);
}

const COUNTS = /^(?:index|idx|no|nr|num|number)$/;
const COUNTED: ReadonlySet<NamedRole> = new Set(['block', 'repeat', 'row', 'step']);

const MEASURES_COST =
  /^(?:time|runtime|walltime|duration|seconds|secs?|ms|fps|memory|mem|throughput|samplespersecond|kg)$/;

/** Of several words, by the one that says what kind of thing it is: `alg_name`, `fit_order_id`, `pred_time_val`, `agent seed`. */
function roleOfWords(words: readonly string[]): NamedRole | undefined {
  const last = words.at(-1)!;
  if (last === 'seed') return 'repeat';
  const before = ROLE_OF.get(words.slice(0, -1).join(''));
  if (last === 'name' || last === 'id')
    return before === 'variant' || before === 'data set' ? before : last === 'id' ? 'id' : undefined;
  // `repetition_index`, `fold_no`, `seed nr`.
  if (COUNTS.test(last) && before !== undefined && COUNTED.has(before)) return before;
  if (METRICS.has(words.join('')) || METRICS.has(last)) return undefined;
  if (
    words.slice(0, -1).some((word) => word === 'time' || word === 'misc') &&
    ROLE_OF.get(words.slice(1).join('')) === 'step'
  )
    return 'step';
  return words.some((word) => MEASURES_COST.test(word)) || words.slice(-2).join(' ') === 'per second'
    ? 'cost'
    : last === 'hash' || last === 'key'
      ? 'id'
      : undefined;
}
