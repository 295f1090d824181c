/** The texts that the build made for `report.html`: beside the built file, or in dist/ when run from the sources. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { PageAssets } from '../report/render/html-document.js';

const PLACES = ['../browser/assets.json', '../../dist/src/browser/assets.json'];

let read: PageAssets | undefined;

/** @throws {RangeError} if there was no build */
export function pageAssets(): PageAssets {
  if (read !== undefined) return read;
  const found = PLACES.map((place) => fileURLToPath(new URL(place, import.meta.url))).find((path) => existsSync(path));
  if (found === undefined) throw new RangeError('dist/src/browser/assets.json is missing: run "npm run build"');
  return (read = JSON.parse(readFileSync(found, 'utf8')) as PageAssets);
}
