/** Which way is better of a metric that Reseed does not know, where everybody reads its name alike. Pure. */

const HIGHER = /(?:acc|accuracy|auc|auroc|f1|mcc|r2|precision|recall|bleu|rouge|iou|miou|map|reward|psnr|ssim)$/i;
const LOWER = /(?:loss|error|err|rmse|mse|mae|mape|perplexity|ppl|wer|cer|brier|ece|nll|fid)$/i;

/** By the end of its name; undefined where that says nothing. */
export function usualSide(name: string): 'higher' | 'lower' | undefined {
  if (HIGHER.test(name)) return 'higher';
  return LOWER.test(name) ? 'lower' : undefined;
}
