/** The form above the page ⇄ a view. */
import { readView } from '../../report/explore/view.js';
import type { View } from '../../report/explore/view.js';

export interface Controls {
  readonly view: () => View;
  readonly set: (view: View) => void;
  readonly fromLink: () => View;
}

export function readControls(form: HTMLFormElement): Controls {
  const [metric, baseline, level] = ['metric', 'baseline', 'level'].map(
    (name) => form.querySelector<HTMLSelectElement>(`select[name=${name}]`) ?? undefined,
  );
  const threshold = form.querySelector<HTMLInputElement>('input[name=threshold]') ?? undefined;
  const shown = [...form.querySelectorAll<HTMLInputElement>('input[name=show]')];
  const usual = { metric: metric?.value, baseline: baseline?.value, level: level?.value };
  const gap = (): { factor: number; usual: number; unit: string } => {
    const { factor = '1', threshold: own = '0', unit = '' } = metric?.selectedOptions[0]?.dataset ?? {};
    return { factor: Number(factor), usual: Number(own), unit };
  };
  const showGap = (value: number): void => {
    const unit = form.querySelector('[data-unit]:not(option)');
    if (threshold !== undefined) threshold.value = String(Number((value * gap().factor).toPrecision(4)));
    if (unit !== null) unit.textContent = gap().unit;
  };
  const chosen = (select: HTMLSelectElement | undefined, own: string | undefined): string | undefined =>
    select === undefined || select.value === own ? undefined : select.value;
  let lastMetric = metric?.value;
  return {
    view: () => {
      if (metric?.value !== lastMetric) showGap(gap().usual);
      lastMetric = metric?.value;
      const asked = Number(threshold?.value) / gap().factor;
      const plain = !(asked > 0) || Math.abs(asked - gap().usual) <= gap().usual * 1e-3;
      const [name, against, wide] = [
        chosen(metric, usual.metric),
        chosen(baseline, usual.baseline),
        chosen(level, usual.level),
      ];
      keepBaseline(shown, baseline?.value);
      return {
        hide: shown.filter(({ checked }) => !checked).map(({ value }) => value),
        ...(name === undefined ? {} : { metric: name }),
        ...(against === undefined ? {} : { baseline: against }),
        ...(wide === undefined ? {} : { level: Number(wide) }),
        ...(plain ? {} : { threshold: asked }),
      };
    },
    set: (view) => {
      if (metric !== undefined) metric.value = view.metric ?? usual.metric ?? '';
      if (baseline !== undefined) baseline.value = view.baseline ?? usual.baseline ?? '';
      if (level !== undefined) chooseLevel(level, view.level === undefined ? usual.level : String(view.level));
      for (const box of shown) box.checked = !view.hide.includes(box.value);
      keepBaseline(shown, baseline?.value);
      lastMetric = metric?.value;
      showGap(view.threshold ?? gap().usual);
    },
    fromLink: () =>
      readView(location.hash, {
        metrics: valuesOf(metric),
        variants: valuesOf(baseline),
      }),
  };
}

/** The baseline cannot be hidden: the others are compared with it. */
function keepBaseline(boxes: readonly HTMLInputElement[], baseline: string | undefined): void {
  for (const box of boxes) {
    box.disabled = box.value === baseline;
    if (box.disabled) box.checked = true;
  }
}

function chooseLevel(select: HTMLSelectElement, value: string | undefined): void {
  if (value !== undefined && !valuesOf(select).includes(value)) {
    select.add(new Option(`${String(Number((Number(value) * 100).toPrecision(6)))} %`, value));
  }
  select.value = value ?? '';
}

function valuesOf(select: HTMLSelectElement | undefined): readonly string[] {
  return [...(select?.options ?? [])].map(({ value }) => value);
}
