import { fromBase85 } from '../../base/base85.js';

/** What the file holds in base 85 → the text that was packed. */
export async function inflated(letters: string): Promise<string> {
  const stream = new Blob([fromBase85(letters.trim())]).stream().pipeThrough(new DecompressionStream('deflate'));
  return new Response(stream).text();
}
