/** The program of `report.html`: without it the file is a plain report, with it one that can be asked. */
import { writeView } from '../../report/explore/view.js';
import type { View } from '../../report/explore/view.js';
import { readPlace, sortedPlace, writePlace } from '../../report/explore/place.js';
import type { ChosenRun, Order, Place } from '../../report/explore/place.js';
import type { DotRow } from '../../report/explore/dots.js';
import { startAsking } from './ask.js';
import { readControls } from './controls.js';
import { enlivenFigure } from './figures.js';
import { enlivenFilm } from './film.js';
import { enlivenDots } from './pointing.js';
import { copyText, say } from './say.js';
import { enliven, sortTable } from './tables.js';

const form = document.querySelector<HTMLFormElement>('#controls');
const main = document.querySelector<HTMLElement>('#report');
if (form !== null && main !== null) start(form, main);

function start(form: HTMLFormElement, main: HTMLElement): void {
  const controls = readControls(form);
  const asking = startAsking();
  const plain = main.innerHTML;
  let place = readPlace(location.hash);
  let shown = '';
  let latest = 0;
  const show = async (view: View): Promise<void> => {
    const mine = ++latest;
    const words = writeView(view);
    main.classList.add('busy');
    main.setAttribute('aria-busy', 'true');
    try {
      const { html, rows, help } = await asking.page(view);
      if (mine !== latest) return;
      if (words !== shown) {
        replace(main, html ?? plain);
        enlivenAll(main, { onSort });
      }
      if (words !== shown) say(words === '' ? 'The report as it was written.' : `Updated: ${answerOf(main)}`);
      shown = words;
      go(main, { rows, help, asking, place, onChoose });
    } catch (error) {
      say(`This cannot be shown: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      if (mine === latest) {
        main.classList.remove('busy');
        main.removeAttribute('aria-busy');
      }
    }
  };
  const link = (): void => {
    const words = [writeView(controls.view()), writePlace(place)].filter((part) => part !== '').join('&');
    history.replaceState(null, '', words === '' ? location.pathname + location.search : `#${words}`);
  };
  const onSort = (order: Order): void => {
    place = sortedPlace(place, order);
    link();
  };
  const onChoose = (run: ChosenRun): void => {
    place = { ...place, run };
    link();
  };
  const change = (): void => {
    link();
    void show(controls.view());
  };
  form.addEventListener('change', change);
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', (event) => {
    event.preventDefault();
    controls.set({ hide: [] });
    place = { orders: [] };
    shown = 'something else';
    change();
  });
  form.querySelector('[data-do=link]')?.addEventListener('click', () => {
    void copyText(location.href, { what: 'The link', file: 'link.txt', type: 'text/plain' });
  });
  addEventListener('hashchange', () => {
    if (location.hash !== '' && !location.hash.includes('=')) return;
    controls.set(controls.fromLink());
    place = readPlace(location.hash);
    void show(controls.view());
  });
  addEventListener('beforeprint', () => {
    for (const fold of main.querySelectorAll('details')) fold.open = true;
  });
  form.hidden = false;
  enlivenAll(main, { onSort });
  controls.set(controls.fromLink());
  void show(controls.view());
}

/** The pictures of the masks are moved over: the worker draws none. */
function replace(main: HTMLElement, html: string): void {
  const films = new Map(
    [...main.querySelectorAll<HTMLElement>('figure[data-kind=masks]')].map((each) => [each.id, each]),
  );
  main.innerHTML = html;
  for (const place of main.querySelectorAll<HTMLElement>('figure[data-kind=masks]')) {
    const film = films.get(place.id);
    if (film === undefined) continue;
    for (const tools of film.querySelectorAll('.tools')) tools.remove();
    place.replaceWith(film);
  }
}

function enlivenAll(main: HTMLElement, { onSort }: { onSort: (order: Order) => void }): void {
  for (const table of main.querySelectorAll('table')) enliven(table, { onSort });
  for (const figure of main.querySelectorAll('figure')) {
    enlivenFigure(figure);
    enlivenFilm(figure);
  }
}

interface Going {
  readonly rows: readonly DotRow[];
  readonly help: string;
  readonly asking: ReturnType<typeof startAsking>;
  readonly place: Place;
  readonly onChoose: (run: ChosenRun) => void;
}

/** Tables in the order that the link says, and its run chosen; what is not there any more is left out. */
function go(main: HTMLElement, { rows, help, asking, place: { orders, run }, onChoose }: Going): void {
  for (const { table, ...order } of orders) {
    const found = document.getElementById(table);
    if (found instanceof HTMLTableElement) sortTable(found, order);
  }
  const figure = main.querySelector<HTMLElement>('figure[data-kind=runs]');
  if (figure?.querySelector('.tip') === null) enlivenDots(figure, { rows, help, asking, chosen: run, onChoose });
}

function answerOf(main: HTMLElement): string {
  return main.querySelector('.answer')?.textContent ?? '';
}
