/** The program of `report.html`: without it the file is a plain report, with it one that can be asked. */
import { writeView } from '../../report/explore/view.js';
import type { View } from '../../report/explore/view.js';
import type { DotRow } from '../../report/explore/dots.js';
import { startAsking } from './ask.js';
import { readControls } from './controls.js';
import { enlivenFigure } from './figures.js';
import { enlivenFilm } from './film.js';
import { enlivenDots } from './pointing.js';
import { copyText, say } from './say.js';
import { enliven } from './tables.js';

const form = document.querySelector<HTMLFormElement>('#controls');
const main = document.querySelector<HTMLElement>('#report');
if (form !== null && main !== null) start(form, main);

function start(form: HTMLFormElement, main: HTMLElement): void {
  const controls = readControls(form);
  const asking = startAsking();
  const plain = main.innerHTML;
  let shown = '';
  let latest = 0;
  const show = async (view: View): Promise<void> => {
    const mine = ++latest;
    const words = writeView(view);
    main.classList.add('busy');
    main.setAttribute('aria-busy', 'true');
    try {
      const { html, rows } = await asking.page(view);
      if (mine !== latest) return;
      if (words !== shown) replace(main, html ?? plain);
      if (words !== shown) say(words === '' ? 'The report as it was written.' : `Updated: ${answerOf(main)}`);
      shown = words;
      point(main, { rows, asking });
    } catch (error) {
      say(`This cannot be shown: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      if (mine === latest) {
        main.classList.remove('busy');
        main.removeAttribute('aria-busy');
      }
    }
  };
  const change = (): void => {
    const view = controls.view();
    const words = writeView(view);
    history.replaceState(null, '', words === '' ? location.pathname + location.search : `#${words}`);
    void show(view);
  };
  form.addEventListener('change', change);
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', (event) => {
    event.preventDefault();
    controls.set({ hide: [] });
    change();
  });
  form.querySelector('[data-do=link]')?.addEventListener('click', () => {
    void copyText(location.href, { what: 'The link', file: 'link.txt', type: 'text/plain' });
  });
  addEventListener('hashchange', () => {
    if (location.hash !== '' && !location.hash.includes('=')) return;
    controls.set(controls.fromLink());
    void show(controls.view());
  });
  addEventListener('beforeprint', () => {
    for (const fold of main.querySelectorAll('details')) fold.open = true;
  });
  form.hidden = false;
  enlivenAll(main);
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
  enlivenAll(main);
}

function enlivenAll(main: HTMLElement): void {
  for (const table of main.querySelectorAll('table')) enliven(table);
  for (const figure of main.querySelectorAll('figure')) {
    enlivenFigure(figure);
    enlivenFilm(figure);
  }
}

function point(
  main: HTMLElement,
  { rows, asking }: { rows: readonly DotRow[]; asking: ReturnType<typeof startAsking> },
): void {
  const figure = main.querySelector<HTMLElement>('figure[data-kind=runs]');
  if (figure?.querySelector('.tip') === null) enlivenDots(figure, { rows, asking });
}

function answerOf(main: HTMLElement): string {
  return main.querySelector('.answer')?.textContent ?? '';
}
