import { SaxesParser } from 'saxes';
import { atLine, Fault } from './fault.ts';
import { textOf } from './text-file.ts';
import type { TextFile } from './text-file.ts';

/** An XML element; texts of mixed content are joined. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
  text: string;
  /** Line of its start tag, from 1. */
  readonly line: number;
}

/** Longest element below the root, in characters; it bounds what is held in memory. */
const maximumElementLength = 16 * 1024 * 1024;

const maximumDepth = 64;

/**
 * The root's start tag, then each element directly below the root as soon as it is whole.
 *
 * A document type is refused, and with it every entity it could declare: this is where XML is made to read other
 * files or to grow without bound. A file that is not well-formed ends with a fault at its line and column.
 */
export async function* xmlElements(file: TextFile): AsyncGenerator<XmlElement> {
  const parser = new SaxesParser({ xmlns: false, position: true });
  const open: XmlElement[] = [];
  const done: XmlElement[] = [];
  let start = { line: 1, position: 0 };
  const here = (): ReturnType<typeof atLine> => atLine(parser.line, parser.column);
  parser.on('doctype', () => {
    throw new Fault('has a document type (DOCTYPE); remove it, feeds need none', here());
  });
  parser.on('error', (error) => {
    const reason = error.message
      .replace(/^.*?\d+:\d+: /, '')
      .replace(/\.$/, '')
      .toLowerCase();
    throw new Fault(`is not well-formed XML: ${reason}`, here());
  });
  parser.on('opentagstart', () => {
    start = { line: parser.line, position: open.length <= 1 ? parser.position : start.position };
  });
  parser.on('opentag', ({ name, attributes }) => {
    if (open.length >= maximumDepth) throw new Fault(`is nested deeper than ${maximumDepth} levels`, here());
    const element: XmlElement = {
      name,
      attributes: { ...attributes },
      children: [],
      text: '',
      line: start.line,
    };
    if (open.length === 0) done.push(element);
    else if (open.length > 1) open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('text', (text) => {
    const element = open.at(-1);
    if (element !== undefined && open.length > 1) element.text += text;
  });
  parser.on('cdata', (text) => {
    const element = open.at(-1);
    if (element !== undefined) element.text += text;
  });
  parser.on('closetag', () => {
    const element = open.pop();
    if (element !== undefined && open.length === 1) done.push(element);
    if (open.length <= 1) start = { line: parser.line, position: parser.position };
  });
  for await (const text of textOf(file)) {
    parser.write(text);
    yield* done.splice(0);
    if (parser.position - start.position > maximumElementLength)
      throw new Fault(`has an element longer than ${maximumElementLength} characters`, atLine(start.line));
  }
  if (open.length > 0)
    throw new Fault(`ends too early, inside \`${open.at(-1)?.name}\`; the file is cut off`, here());
  parser.close();
  yield* done.splice(0);
}
