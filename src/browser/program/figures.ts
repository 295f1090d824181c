/** Figures that can be copied, as a drawing or as pixels. */
import { button, copyText, offerFile, say, toolbar } from './say.js';

const PIXELS = 2;

export function enlivenFigure(figure: HTMLElement): void {
  const svg = figure.querySelector('svg');
  if (svg === null) return;
  const name = figure.dataset['name'] ?? 'figure';
  const tools = toolbar(
    `Figure ${name}: tools`,
    button(
      'Copy SVG',
      () => void copyText(standAlone(svg), { what: 'The SVG', file: `${name}.svg`, type: 'image/svg+xml' }),
    ),
    button('Copy PNG', () => void copyPixels(svg, name)),
  );
  figure.append(tools);
}

/** The drawing with its style sheet, as a file of its own, and without what points at dots. */
function standAlone(svg: SVGSVGElement): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  for (const mark of copy.querySelectorAll('.pointing')) mark.remove();
  for (const name of ['tabindex', 'data-dots']) copy.removeAttribute(name);
  const scope = svg.classList.item(0) ?? 'fig';
  const style = document.createElementNS(svg.namespaceURI, 'style');
  style.textContent = rulesUnder(scope);
  copy.prepend(style);
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  return `${new XMLSerializer().serializeToString(copy)}\n`;
}

/** The rules of the page that hold under a class, and the motion of those that move. */
function rulesUnder(scope: string): string {
  const rules = [...(document.styleSheets[0]?.cssRules ?? [])];
  const kept = rules.filter(
    (rule) => rule.cssText.includes(`.${scope} `) || (scope === 'film' && rule instanceof CSSKeyframesRule),
  );
  return kept.map(({ cssText }) => cssText).join('\n');
}

async function copyPixels(svg: SVGSVGElement, name: string): Promise<void> {
  const pixels = pixelsOf(svg);
  try {
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': pixels })]);
    say('The PNG copied.');
  } catch {
    offerFile(await pixels, `${name}.png`);
    say(`The PNG saved as ${name}.png.`);
  }
}

async function pixelsOf(svg: SVGSVGElement): Promise<Blob> {
  const { width, height } = svg.viewBox.baseVal;
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(standAlone(svg))}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = width * PIXELS;
  canvas.height = height * PIXELS;
  const pen = canvas.getContext('2d');
  if (pen === null) throw new Error('this browser draws no pixels');
  pen.fillStyle = getComputedStyle(document.documentElement).backgroundColor;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done, failed) => {
    canvas.toBlob((blob) => {
      if (blob === null) failed(new Error('this browser makes no PNG'));
      else done(blob);
    }, 'image/png');
  });
}
