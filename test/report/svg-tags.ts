/** Reads the tags of an SVG text, enough to see that it is well formed: every tag closed, in the right order. */
export function tagsOf(svg: string): { names: string[]; unbalanced: string[] } {
  const open: string[] = [];
  const names: string[] = [];
  const unbalanced: string[] = [];
  const rest = svg.replace(
    /<(\/?)([a-z]+)((?:\s+[a-zA-Z][\w:-]*="[^"<&]*(?:&(?:amp|lt|gt|quot|#39);[^"<&]*)*")*)\s*(\/?)>/g,
    (_tag, close: string, name: string, _attributes: string, empty: string) => {
      if (close === '/') {
        if (open.pop() !== name) unbalanced.push(name);
      } else {
        names.push(name);
        if (empty === '') open.push(name);
      }
      return '';
    },
  );
  if (/[<>]/.test(rest)) unbalanced.push(rest.slice(Math.max(0, rest.search(/[<>]/) - 20)).slice(0, 60));
  return { names, unbalanced: [...unbalanced, ...open] };
}
