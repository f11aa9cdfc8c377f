import type { DetailedError } from '@cedar-policy/cedar-wasm/nodejs';
import { placeBetween, type PolicyPlace } from './policy-place.ts';

/** Where in the file an error of the part `text`, which begins at `start` of `source`, is; Cedar counts bytes of it. */
export function placeOfError(error: DetailedError, source: string, start: number, text: string): PolicyPlace {
  const [location] = error.sourceLocations ?? [];
  if (location === undefined) return placeBetween(source, start, start + text.length);
  const bytes = Buffer.from(text, 'utf8');
  const unitsBefore = (end: number): number => bytes.subarray(0, end).toString('utf8').length;
  return placeBetween(source, start + unitsBefore(location.start), start + unitsBefore(location.end));
}

/** What Cedar says, in one line. */
export function plainMessage({ message }: DetailedError): string {
  return message.replaceAll(/\s+/gu, ' ').replace('failed to parse policy from string: ', '');
}
