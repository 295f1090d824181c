/** What the file holds in base 64 → the text that was packed. */
export async function inflated(base64: string): Promise<string> {
  const letters = atob(base64.trim());
  const bytes = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate'));
  return new Response(stream).text();
}
