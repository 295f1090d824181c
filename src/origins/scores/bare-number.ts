/** What people put around a number in a table for readers: Markdown's or LaTeX's bold, dollar signs, marks of significance. Pure. */

const WRAPPED: readonly RegExp[] = [
  /^\*{1,3}([^*]+)\*{1,3}$/,
  /^_{1,2}([^_]+)_{1,2}$/,
  /^\$([^$]+)\$$/,
  /^\\(?:textbf|mathbf|textit|emph|underline|bm|boldsymbol|text)\s*\{([^{}]+)\}$/,
  /^\{\s*\\(?:bf|it|em|bfseries)\s+([^{}]+)\}$/,
  /^<(?:b|u|i|em|strong)>([^<>]+)<\/\w+>$/,
];
/** Behind a number: a footnote, or stars that say how sure somebody is. */
const MARKS = /\s*(?:\*{1,3}|[†‡§]+|\^\{?[*†‡]+\}?|\\(?:dag|ddag|dagger))$/;

/** Longer texts are no numbers, and would take the square of their length. */
const LONGEST = 200;

/** The text without them; the same text where there are none. */
export function withoutMarks(text: string): string {
  if (text.length > LONGEST) return text;
  let bare = text;
  for (let depth = 0; depth < 4; depth++) {
    const wrapped = WRAPPED.find((pattern) => pattern.test(bare));
    if (wrapped === undefined) break;
    bare = wrapped.exec(bare)![1]!.trim();
  }
  return bare.replace(MARKS, '').replace(/\\%$/, '%');
}

/** Whether a cell may be a number with marks around it: it holds a digit, and starts or ends as only such cells do. */
export function mayBeMarked(text: string): boolean {
  return text.length < 64 && /^[*_$\\{<]|[*†‡§}%]$|\\dd?ag(?:ger)?$/.test(text) && /\d/.test(text);
}
