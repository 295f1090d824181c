/**
 * A report as a tree of parts, made once and shown by renderers: Markdown, the terminal, later HTML. Texts are plain: what has
 * to be escaped, and which character cannot be shown, only the renderer knows. A part says what it is (a caution, an estimate,
 * a word of the glossary), never how it looks. Knows no format, no analysis and no file.
 */
import type { Estimate } from '../base/estimate.js';
import type { Sentence } from './sentence.js';

/** A page, or a part of one: what it is called, then what it says, in order. */
export interface Page {
  readonly title: Line;
  readonly parts: readonly Part[];
}

/** Running text: stretches of it, one after the other, with all their spaces. */
export type Line = readonly Span[];

export type Span = string | Strong | Emphasis | Code | Formula | Link | Term;

export interface Strong {
  readonly is: 'strong';
  readonly line: Line;
}

export interface Emphasis {
  readonly is: 'emphasis';
  readonly line: Line;
}

/** A name as a program knows it: a column, a class, a file. */
export interface Code {
  readonly is: 'code';
  readonly text: string;
}

/** Mathematics written in plain characters, as `|a − b|/√2`; never anything of the user's. */
export interface Formula {
  readonly is: 'formula';
  readonly text: string;
}

/** To another file, relative to the page; `/` between its folders, each part of it percent-encoded. */
export interface Link {
  readonly is: 'link';
  readonly href: string;
  readonly line: Line;
}

/** A word of the glossary, which stands on the same page. */
export interface Term {
  readonly is: 'term';
  readonly anchor: string;
  readonly text: string;
}

export type Part = Paragraph | Answer | Alert | Table | Notes | Figure | List | CodeBlock | Section | Glossary;

export interface Paragraph {
  readonly is: 'paragraph';
  readonly line: Line;
  /** Said beside the answer, where a format can lower its voice. */
  readonly aside?: true;
}

/** A paragraph of sentences that answer the question. */
export interface Answer {
  readonly is: 'answer';
  readonly sentences: readonly Sentence[];
}

export interface Alert {
  readonly is: 'alert';
  readonly level: 'note' | 'warning' | 'caution';
  readonly line: Line;
}

export interface Table {
  readonly is: 'table';
  readonly columns: readonly Column[];
  /** Each with as many cells as there are columns. */
  readonly rows: readonly (readonly Cell[])[];
}

export interface Column {
  readonly heading: Line;
  readonly align: 'left' | 'right';
}

export type Cell = TextCell | NameCell | NumberCell | EstimateCell;

export interface TextCell {
  readonly is: 'text';
  readonly line: Line;
}

/** A variant's name. */
export interface NameCell {
  readonly is: 'name';
  readonly label: string;
  readonly baseline: boolean;
}

/** A number that is no estimate: a share, a count, a p-value. `value` is for sorting, null where it is not defined. */
export interface NumberCell {
  readonly is: 'number';
  readonly value: number | null;
  readonly text: string;
}

/** A value, mostly with its interval; `note` is the number of the note that says why one of them is missing. */
export interface EstimateCell {
  readonly is: 'estimate';
  readonly estimate: Estimate;
  readonly text: string;
  readonly note?: number;
}

/** What the numbers at estimates stand for; under the table, or under the last of several. */
export interface Notes {
  readonly is: 'notes';
  readonly notes: readonly { readonly number: number; readonly line: Line }[];
}

export interface Figure {
  readonly is: 'figure';
  /** What it shows, for the page that places it: `runs`, `trace`, `forest`, … */
  readonly kind: string;
  /** Relative to the page. */
  readonly path: string;
  readonly svg: string;
  /** What there is to see, for those who cannot. */
  readonly alt: string;
  readonly caption?: Line;
  /** Shown small, as the way to another page. */
  readonly thumbnail?: { readonly href: string; readonly width: number };
}

export interface List {
  readonly is: 'list';
  readonly items: readonly Line[];
}

/** Lines to type into a shell. */
export interface CodeBlock {
  readonly is: 'code block';
  readonly lines: readonly string[];
}

/** Parts under a heading of their own; inside a section, a section of the next level. */
export interface Section {
  readonly is: 'section';
  readonly heading: Line;
  readonly parts: readonly Part[];
  /** For those who look it up: a format that can fold shows the heading alone at first. */
  readonly folded?: true;
}

export interface Glossary {
  readonly is: 'glossary';
  readonly entries: readonly { readonly anchor: string; readonly name: string; readonly line: Line }[];
}

export function strong(...line: Line): Strong {
  return { is: 'strong', line };
}

export function emphasis(...line: Line): Emphasis {
  return { is: 'emphasis', line };
}

export function code(text: string): Code {
  return { is: 'code', text };
}

export function formula(text: string): Formula {
  return { is: 'formula', text };
}

export function link(href: string, ...line: Line): Link {
  return { is: 'link', href, line };
}

export function term(text: string, anchor: string): Term {
  return { is: 'term', anchor, text };
}

export function paragraph(...line: Line): Paragraph {
  return { is: 'paragraph', line };
}

export function alert(level: Alert['level'], ...line: Line): Alert {
  return { is: 'alert', level, line };
}

export function list(items: readonly (Line | undefined)[]): List {
  return { is: 'list', items: items.filter((item) => item !== undefined) };
}

/** Parts that are not there are left out. */
export function section(heading: Line, parts: readonly (Part | undefined)[]): Section {
  return { is: 'section', heading, parts: whichAreThere(parts) };
}

/** The same, for what is looked up and not read. */
export function foldedSection(heading: Line, parts: readonly (Part | undefined)[]): Section {
  return { ...section(heading, parts), folded: true };
}

export function whichAreThere(parts: readonly (Part | undefined)[]): readonly Part[] {
  return parts.filter((part) => part !== undefined);
}

export function left(...heading: Line): Column {
  return { heading, align: 'left' };
}

export function right(...heading: Line): Column {
  return { heading, align: 'right' };
}

export function cell(...line: Line): TextCell {
  return { is: 'text', line };
}

/** Stands where a row has nothing to say. */
export const EMPTY: TextCell = cell();

/** Every figure of a page, in its order, those of its sections included. */
export function figuresOf(parts: readonly Part[]): readonly Figure[] {
  return parts.flatMap((part) => (part.is === 'figure' ? [part] : part.is === 'section' ? figuresOf(part.parts) : []));
}
