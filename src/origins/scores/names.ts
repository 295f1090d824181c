/**
 * What column names usually mean. Only names that mean one thing everywhere stand here: a direction that is not certain is
 * asked for. May not know tables.
 */
import { inEnglish } from './foreign-names.js';

/** Lower-case words of a name: `metrics.test.f1-score`, `testAccuracy` and `val_accuracy` are cut where a reader would. */
export function wordsOf(name: string): readonly string[] {
  return name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])(?=[A-Z][a-z])/g, '$1 ')
    .toLowerCase()
    .split(/[^a-z0-9²]+/)
    .filter((word) => word !== '');
}

export interface KnownMetric {
  readonly better: 'higher' | 'lower';
  /** `share` lies between 0 and 1, or 0 and 100 where a file writes per cent. */
  readonly scale: 'share' | 'plain';
}

const higherShare: KnownMetric = { better: 'higher', scale: 'share' };

const lowerShare: KnownMetric = { better: 'lower', scale: 'share' };

const higherPlain: KnownMetric = { better: 'higher', scale: 'plain' };

const lowerPlain: KnownMetric = { better: 'lower', scale: 'plain' };

function table(entries: readonly (readonly [KnownMetric, string])[]): ReadonlyMap<string, KnownMetric> {
  return new Map(entries.flatMap(([known, names]) => names.split(' ').map((name) => [name, known] as const)));
}

/** By the words of the name without marks: `balancedaccuracy`. */
export const METRICS = table([
  [
    higherShare,
    'accuracy acc balancedaccuracy balancedacc bacc accnorm top1 top5 top1accuracy top5accuracy top1acc top5acc acc1 acc5 acc10',
  ],
  [
    higherShare,
    'percentcorrect pctcorrect precision recall sensitivity specificity tpr tnr f1 f1score f1macro f1micro',
  ],
  [higherShare, 'f1weighted macrof1 microf1 weightedf1 fscore fmeasure auc auroc aucroc rocauc aucpr prauc auprc'],
  [
    higherShare,
    'averageprecision avgprecision avgprec map map50 map75 map5095 map50b map5095b map50m map5095m precisionb recallb precisionm recallm ap ap50 ap75 iou miou meaniou jaccard dice dicescore exactmatch em passat1 pass1 pass10',
  ],
  [
    higherShare,
    'correct iscorrect predictiveaccuracy areaunderroccurve ndcg ndcg10 mrr hits1 hits10 cindex concordanceindex successrate winrate resolverate solverate hitrate rprec bpref reciprank gmmap ndcgcut5 ndcgcut10 ndcgcut20 recall5 recall10 recall100 recall1000',
  ],
  [
    higherPlain,
    'r2 r² r2score mcc matthews matthewscorrcoef kappa kappastatistic cohenkappa qwk pearson spearman pearsonr spearmanr',
  ],
  [
    higherPlain,
    'bleu sacrebleu chrf chrf2 comet cometkiwi xcomet bleurt bertscore rouge rouge1 rouge2 rougel rougelsum meteor psnr ssim snr elbo loglikelihood',
  ],
  [
    higherPlain,
    'negloss neglogloss negmeansquarederror negmse negrmse negmae negrootmeansquarederror negmeanabsoluteerror',
  ],
  [
    higherPlain,
    'negperplexity return episodereturn episodicreturn meanreturn reward meanreward episodereward eprewmean rewmean eprewardmean rewardmean returnmean epreturnmean averageepret averagetestepret epret averagereturn',
  ],
  [
    lowerShare,
    'classifce errorrate classificationerror misclassification misclassificationrate wer cer ter ece eer fpr fnr',
  ],
  [lowerPlain, 'loss logloss nll crossentropy crossentropyloss xent bce perplexity ppl wordperplexity byteperplexity'],
  [
    lowerPlain,
    'brier brierscore integratedbrierscore bitsperbyte bpb bpc rmse mse mae mape smape mase rmsle rmsse wape wql crps msis meansquarederror rootmeansquarederror meanabsolutepercentageerror symmetricmeanabsolutepercentageerror meanabsolutescalederror',
  ],
  [
    lowerPlain,
    'meanabsoluteerror medianabsoluteerror maxerror fid kid lpips regret simpleregret kl kldivergence hausdorff',
  ],
]);

/** Distances and their like, by the words of the name: a limit of them below 0 would be none. A loss may lie below. */
const NEVER_NEGATIVE = new Set(
  'logloss crossentropy crossentropyloss xent bce perplexity ppl brier brierscore bitsperbyte bpb bpc rmse mse mae mape smape mase rmsle meansquarederror rootmeansquarederror meanabsoluteerror medianabsoluteerror maxerror fid lpips hausdorff'.split(
    ' ',
  ),
);

/** Correlations and agreement beyond chance. */
const WITHIN_ONE = new Set(
  'mcc matthews matthewscorrcoef kappa kappastatistic cohenkappa qwk pearson spearman pearsonr spearmanr'.split(' '),
);
const AT_MOST_ONE = new Set('r2 r² r2score'.split(' '));

/** The limits that the name alone tells; none where nothing is known. */
export function limitsByName(name: string): { readonly least?: number; readonly most?: number } {
  const words = wordsOf(name).filter((word) => !PHASES.has(word) && !WRAPPERS.has(word));
  if (turned(words)) return {};
  const core = words.join('');
  if (NEVER_NEGATIVE.has(core)) return { least: 0 };
  if (WITHIN_ONE.has(core)) return { least: -1, most: 1 };
  return AT_MOST_ONE.has(core) ? { most: 1 } : {};
}

/** Words that say which rows were scored, or that a number is a metric, and nothing of what it measures. */
const PHASES = new Set(
  'train training val valid validation dev eval evaluation test testing holdout heldout oof cv'.split(' '),
);

const WRAPPERS = new Set(
  'metrics metric results result summary score scores final last none strict flexible extract remove whitespace pct percent percentage'.split(
    ' ',
  ),
);

const COUNTS = /^(?:number|num|count|counts|support)$/;

/** Undefined where the name does not say which way is better. */
export function knownMetric(name: string): KnownMetric | undefined {
  // Aim writes where a metric was logged behind its name: `acc {"subset": "test"}`.
  const words = wordsOf(name.replace(/\{[^{}]*\}\s*$/, '')).filter((word) => !PHASES.has(word));
  const core = words.filter((word) => !WRAPPERS.has(word)).map(ofOne);
  // Alone it is what a model gets wrong; behind another name (`acc_error`) it may be how sure that is.
  if (core.length === 1 && core[0] === 'error') return lowerPlain;
  // `Number_correct` counts rows; it is no share of them.
  if (words.some((word) => COUNTS.test(word))) return undefined;
  const tries = [words, core, core.slice(-3), core.slice(-2), core.slice(-1)];
  for (const each of tries) {
    const found = METRICS.get(each.join('')) ?? METRICS.get(inEnglish(each.join('')) ?? '');
    // "neg_" and "minus" turn a name round: only the entry with them in it may answer.
    if (found !== undefined) return turned(words) && !each.includes('neg') ? undefined : found;
  }
  const first = METRICS.get(core.slice(0, 1).join(''));
  return first !== undefined && core.length === 2 && /^(?:macro|micro|weighted|score|\d+)$/.test(core[1]!)
    ? first
    : undefined;
}

/** Lists of scores have their names in the plural: `test_accuracies`, `losses`. */
function ofOne(word: string): string {
  return word === 'losses' ? 'loss' : word.replace(/^(accurac|perplexit)ies$/, '$1y');
}

function turned(words: readonly string[]): boolean {
  return words.some((word) => word === 'neg' || word === 'negative' || word === 'minus' || word === 'inverse');
}

export type Phase = 'train' | 'validation' | 'test' | undefined;

export function phaseOf(name: string): Phase {
  const words = wordsOf(name);
  if (words.some((word) => word === 'train' || word === 'training')) return 'train';
  if (words.some((word) => /^(?:val|valid|validation|dev)$/.test(word))) return 'validation';
  return words.some((word) => /^(?:test|testing|holdout|heldout|oof)$/.test(word)) ? 'test' : undefined;
}

const SPREADS = /^(?:std|stddev|stdev|stdv|sd|stderr|sem|se|ci|ci95|var|variance|iqr|lower|upper|low|high|err)$/;

const CENTRES = /^(?:mean|avg|average|median|min|max|rank|best|worst)$/;

/** A heading that is nothing but the word. */
const BARE =
  /^(?:(std\.?|std\.? ?dev\.?|stdev|sd|stderr|std\.? ?err\.?|sem|standard deviation)|mean|avg\.?|average|median|min|max|count|25%|50%|75%|(?:mean|avg\.?|average) rank)$/i;

/** `ci_low`, `acc_ci95_upper` */
const LIMIT = /^(.*?)[\s._-]?(?:ci|conf|confidence)[\s._-]?(?:\d\d)?[\s._%-]?(?:low|lower|high|upper|lo|hi)$/i;

/** What a name says it sums up: `acc_stderr` the spread of `acc`, `acc_mean` its centre. */
export function aggregateOf(
  name: string,
): { readonly of: string; readonly kind: 'spread' | 'standard error' | 'centre' } | undefined {
  const alone = BARE.exec(name.trim());
  if (alone !== null) return { of: '', kind: alone[1] === undefined ? 'centre' : 'spread' };
  const limit = LIMIT.exec(name.trim());
  if (limit !== null) return { of: limit[1]!, kind: 'spread' };
  const twin = /^(.*)__(?:MIN|MAX)$/.exec(name);
  if (twin !== null) return { of: twin[1]!, kind: 'centre' };
  const match =
    /^(.*?)[\s._/-]?(stderr|std_err|stddev|stdev|stdv|std|sd|sem|se|mean|avg|average|median|min|max|ci95|ci|var|variance|lower|upper|rank)((?:,.*)?)$/i.exec(
      name,
    ) ?? /^()(mean|std|avg|average|median|stderr|sem|rank|min|max)[\s._/-](.+)$/i.exec(name);
  if (match === null) return undefined;
  const [, before = '', word = '', after = ''] = match;
  // "Xstd" without a mark between is a word of its own, unless capitals cut it.
  const rest = `${before}${after}`;
  // Among capitals nothing is cut: MASE is no standard error of an MA, but AUCSD is a spread.
  const isCut = /^[A-Z]/.test(word) && (!/[A-Z]$/.test(before) || knownMetric(before) !== undefined);
  const marked = before === '' || /[\s._/-]/.test(name.charAt(before.length)) || isCut;
  if (rest === '' || !marked) return undefined;
  const lower = word.toLowerCase();
  if (/^(?:stderr|std_err|sem|se)$/.test(lower)) return { of: rest, kind: 'standard error' };
  if (SPREADS.test(lower)) return { of: rest, kind: 'spread' };
  return CENTRES.test(lower) ? { of: rest, kind: 'centre' } : undefined;
}
