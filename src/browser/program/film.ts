/** The moving picture of the masks: play, pause, one step on or back. Still at first where the reader wants less motion. */
import { FRAME_SECONDS } from '../../report/masks/spells.js';
import { button, toolbar } from './say.js';

export function enlivenFilm(figure: HTMLElement): void {
  const svg = figure.querySelector<SVGSVGElement>('svg.film');
  if (svg === null) return;
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  // The style sheet moves nothing for those who asked for that; whoever presses play here asks for motion.
  if (still) svg.classList.add('moving');
  const parts = svg.getAnimations({ subtree: true });
  const frame = FRAME_SECONDS * 1000;
  const frames = Math.max(1, Math.round(Number(parts[0]?.effect?.getComputedTiming().duration ?? 0) / frame));
  const where = document.createElement('span');
  where.setAttribute('role', 'status');
  let playing = !still;
  let at = 0;
  const toggle = button('', () => (playing ? stop() : play()));
  const label = (): void => {
    toggle.textContent = playing ? 'Pause' : 'Play';
    where.textContent = playing ? '' : `step ${at + 1} of ${frames}`;
  };
  const play = (): void => {
    playing = true;
    for (const part of parts) part.play();
    label();
  };
  const show = (step: number): void => {
    at = ((step % frames) + frames) % frames;
    // The time in the middle of a frame, when no fading is under way.
    for (const part of parts) part.currentTime = (at + 0.5) * frame;
    label();
  };
  const stop = (): void => {
    playing = false;
    for (const part of parts) part.pause();
    const time = Number(parts[0]?.currentTime ?? 0);
    show(Math.floor(time / frame));
  };
  const step = (by: number) => () => {
    if (playing) stop();
    show(at + by);
  };
  if (still) stop();
  label();
  figure.append(toolbar('Masks: play', toggle, button('Step back', step(-1)), button('Step', step(1)), where));
}
