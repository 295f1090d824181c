/** How much of a file is read before it is refused: no file, whoever made it, may fill the memory or take hours. */
export const MOST_COLUMNS = 20_000;
export const MOST_ROWS = 20_000_000;
/** Of one line, and of one JSON text, in characters. */
export const LONGEST_LINE = 16_000_000;
export const LONGEST_JSON = 128_000_000;
/** How deep objects and lists may nest. */
export const DEEPEST_JSON = 40;
export const MOST_FILES = 100_000;
export const DEEPEST_FOLDER = 12;
