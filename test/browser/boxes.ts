/** Runs inside a page: what is wider than the page, cut off, or lies upon another text. Given as text, since pages know no modules. */
export const FAULTS = `(() => {
  const faults = [];
  const words = (node) => (node.textContent ?? '').trim().slice(0, 40);
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > width) faults.push('the page is ' + document.documentElement.scrollWidth + ' px wide');
  const scrolls = (node) => node.closest('.scroll, pre, .boxes') !== null;
  for (const node of document.querySelectorAll('body *')) {
    if (scrolls(node) || node.closest('svg') !== null || node.tagName === 'SCRIPT' || node.tagName === 'OPTION') continue;
    const box = node.getBoundingClientRect();
    if (box.width === 0 || box.height === 0 || box.right < 0) continue;
    if (box.right > width + 1 || box.left < -1) faults.push('outside: ' + node.tagName + ' ' + words(node));
    const style = getComputedStyle(node);
    if (node.tagName !== 'INPUT' && /hidden|clip/.test(style.overflowX) && node.scrollWidth > node.clientWidth + 1) faults.push('cut off: ' + node.tagName + ' ' + words(node));
  }
  for (const svg of document.querySelectorAll('figure svg.fig')) {
    const frame = svg.getBoundingClientRect();
    const texts = [...svg.querySelectorAll('text')].filter((each) => each.textContent.trim() !== '');
    const boxes = texts.map((each) => each.getBoundingClientRect());
    boxes.forEach((box, i) => {
      if (box.left < frame.left - 1 || box.right > frame.right + 1 || box.bottom > frame.bottom + 1 || box.top < frame.top - 1) faults.push('outside its figure: ' + words(texts[i]));
      for (let j = i + 1; j < boxes.length; j++) {
        const other = boxes[j];
        const across = Math.min(box.right, other.right) - Math.max(box.left, other.left);
        const down = Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top);
        if (across > 2 && down > Math.min(box.height, other.height) * 0.35) faults.push('upon each other: ' + words(texts[i]) + ' | ' + words(texts[j]));
      }
    });
  }
  return faults;
})()`;

/** Tables that must be scrolled. */
export const SCROLLED_TABLES = `[...document.querySelectorAll('.scroll:has(> table)')]
  .filter((each) => each.scrollWidth > each.clientWidth + 1)
  .map((each) => 'scrolls: ' + each.getAttribute('aria-label') + ', ' + each.scrollWidth + ' px in ' + each.clientWidth)`;

/** Of all figures, in px of the screen. */
export const SMALLEST_LETTER = `Math.min(...[...document.querySelectorAll('figure svg text')].map((each) => {
  const svg = each.ownerSVGElement;
  return parseFloat(getComputedStyle(each).fontSize) * (svg.getBoundingClientRect().width / svg.viewBox.baseVal.width);
}))`;
