import { canonicalDisclosure, storableText } from './canonical-disclosure.ts';
import type { Draft } from './chain.ts';
import type { Disclosure } from './disclosure.ts';

/** What stands between the parts of drafts: no text that can be stored has it. */
const separator = '\0';

/** The drafts of disclosures as one text, which goes from thread to thread in one piece; throws as `canonicalDisclosure` does. */
export function draftsText(request: readonly Disclosure[]): string {
  return joinedDrafts(request.map(draftText));
}

/** Texts of drafts as one. */
export function joinedDrafts(texts: readonly string[]): string {
  return texts.join(separator);
}

/** The drafts that a text holds. */
export function draftsIn(text: string): readonly Draft[] {
  const parts = text.split(separator);
  const drafts: Draft[] = [];
  for (let at = 0; at + 5 <= parts.length; at += 5) drafts.push(draftAt(parts, at));
  return drafts;
}

function draftText(disclosure: Disclosure): string {
  const { entities, coordinate, agency, at } = disclosure;
  const text = canonicalDisclosure(disclosure);
  return `${entities.join('')}\0${storableText(coordinate)}\0${storableText(agency)}\0${at}\0${text}`;
}

function draftAt(parts: readonly string[], index: number): Draft {
  const [entities = '', coordinate = '', agency = '', at = '', text = ''] = parts.slice(index, index + 5);
  return { entities, coordinate, agency, at, text };
}
