/** Point at a dot, or walk from dot to dot with the arrow keys: what it is, and the runs that share its split. */
import type { Asking } from './ask.js';
import type { Dot, DotRow } from '../../report/explore/dots.js';
import type { ChosenRun } from '../../report/explore/place.js';

interface Placed extends Dot {
  readonly variant: string;
  readonly label: string;
  readonly row: number;
  readonly x: number;
  readonly y: number;
}

const REACH = 14;
const NAMESPACE = 'http://www.w3.org/2000/svg';

interface Pointing {
  /** In the order in which the figure draws its paths of dots. */
  readonly rows: readonly DotRow[];
  /** What to do with them. */
  readonly help: string;
  readonly asking: Asking;
  /** The run that a link leads to. */
  readonly chosen: ChosenRun | undefined;
  readonly onChoose: (run: ChosenRun) => void;
}

export function enlivenDots(figure: HTMLElement, { rows, help, asking, chosen, onChoose }: Pointing): void {
  const svg = figure.querySelector<SVGSVGElement>('svg');
  if (svg === null) return;
  const dots = placedDots(svg, rows);
  if (dots.length === 0) return;
  const tip = tipUnder(figure, help);
  const marks = document.createElementNS(NAMESPACE, 'g');
  marks.setAttribute('class', 'pointing');
  svg.append(marks);
  svg.dataset['dots'] = String(dots.length);
  const box = svg.parentElement ?? figure;
  const keys = 'Arrow keys go from dot to dot, Enter shows more of the run';
  box.setAttribute('aria-label', `${box.getAttribute('aria-label') ?? 'Figure'}. ${keys}.`);
  let here = -1;
  const show = (index: number): void => {
    const dot = dots[index];
    if (dot === undefined) return;
    here = index;
    marks.replaceChildren(...ringsFor(dot, dots));
    tip.words(`${dot.label}, ${dot.place}: ${dot.words}`);
  };
  const open = (): void => {
    const dot = dots[here];
    if (dot === undefined) return;
    void asking.run(dot).then(({ html }) => tip.more(html));
    onChoose({ variant: dot.variant, split: dot.split, seed: dot.seed });
  };
  svg.addEventListener('pointermove', (event) => {
    const found = nearest(dots, pointIn(svg, event));
    if (found >= 0 && found !== here) show(found);
  });
  svg.addEventListener('click', (event) => {
    const found = nearest(dots, pointIn(svg, event));
    if (found < 0) return;
    show(found);
    open();
  });
  box.addEventListener('keydown', (event) => {
    if (!(event instanceof KeyboardEvent) || event.target !== box) return;
    const next = nextDot(event.key, { here, dots });
    if (next === undefined && event.key !== 'Enter') return;
    event.preventDefault();
    if (next === undefined) open();
    else show(next);
  });
  if (chosen === undefined) return;
  show(
    dots.findIndex(
      ({ variant, split, seed }) => variant === chosen.variant && split === chosen.split && seed === chosen.seed,
    ),
  );
  open();
}

/** Left and right along a row by its scores, up and down to the row beside it. */
function nextDot(key: string, { here, dots }: { here: number; dots: readonly Placed[] }): number | undefined {
  const from = dots[here];
  if (from === undefined) return key.startsWith('Arrow') ? 0 : undefined;
  if (key === 'ArrowLeft' || key === 'ArrowRight') {
    const row = dots.map((dot, i) => ({ dot, i })).filter(({ dot }) => dot.row === from.row);
    row.sort((a, b) => a.dot.x - b.dot.x || a.i - b.i);
    const at = row.findIndex(({ i }) => i === here);
    return row[at + (key === 'ArrowRight' ? 1 : -1)]?.i ?? here;
  }
  if (key !== 'ArrowUp' && key !== 'ArrowDown') return undefined;
  const wanted = from.row + (key === 'ArrowDown' ? 1 : -1);
  const same = dots.findIndex(({ row, split, seed }) => row === wanted && split === from.split && seed === from.seed);
  return same >= 0
    ? same
    : Math.max(
        here,
        dots.findIndex(({ row }) => row === wanted),
      );
}

function placedDots(svg: SVGSVGElement, rows: readonly DotRow[]): readonly Placed[] {
  return [...svg.querySelectorAll('path.dots')].flatMap((path, row) => {
    const of = rows[row];
    if (of === undefined) return [];
    const places = [...(path.getAttribute('d') ?? '').matchAll(/M([-\d.]+) ([-\d.]+)h0/g)];
    return places.flatMap(([, x, y], i): Placed[] => {
      const dot = of.dots[i];
      return dot === undefined
        ? []
        : [{ ...dot, variant: of.variant, label: of.label, row, x: Number(x), y: Number(y) }];
    });
  });
}

function pointIn(svg: SVGSVGElement, { clientX, clientY }: MouseEvent): { x: number; y: number } {
  const back = svg.getScreenCTM()?.inverse();
  const point = new DOMPoint(clientX, clientY);
  return back === undefined ? point : point.matrixTransform(back);
}

/** −1 where none is near. */
function nearest(dots: readonly Placed[], { x, y }: { x: number; y: number }): number {
  let [best, found] = [REACH * REACH, -1];
  dots.forEach((dot, i) => {
    const far = (dot.x - x) * (dot.x - x) + (dot.y - y) * (dot.y - y);
    if (far < best) [best, found] = [far, i];
  });
  return found;
}

function ringsFor(chosen: Placed, dots: readonly Placed[]): readonly Node[] {
  const same = dots.filter(({ group }) => group === chosen.group);
  return [...same.map((dot) => ring(dot, { name: 'same', r: 5 })), ring(chosen, { name: 'here', r: 4.5 })];
}

function ring({ x, y }: Placed, { name, r }: { name: string; r: number }): Node {
  const circle = document.createElementNS(NAMESPACE, 'circle');
  for (const [key, value] of Object.entries({ class: name, cx: x, cy: y, r })) circle.setAttribute(key, String(value));
  return circle;
}

/** Where a dot's words stand, and below them its learning curve. */
function tipUnder(figure: HTMLElement, help: string): { words: (text: string) => void; more: (html: string) => void } {
  const made = document.createElement('div');
  made.className = 'tip';
  const line = document.createElement('p');
  line.setAttribute('role', 'status');
  line.textContent = help;
  const rest = document.createElement('div');
  made.append(line, rest);
  figure.querySelector('.scroll')?.after(made);
  return {
    words: (text) => {
      line.textContent = text;
    },
    more: (html) => {
      rest.innerHTML = html;
    },
  };
}
