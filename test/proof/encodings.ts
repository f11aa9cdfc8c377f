import { placesOf, sortedText } from './agreement.ts';
import type { Asking, Asked, ProductAnswer } from './product.ts';

/**
 * Where the ways in which an answer can be written tell different things: as JSON at once, as objects for another
 * encoder, and with an error for each place that is withheld; undefined: nowhere.
 */
export async function encodingDifference(
  asking: Asking,
  asked: Asked,
  answer: ProductAnswer,
): Promise<string | undefined> {
  const { principal, query, variables } = asked;
  const unrecorded = await asking.ask(principal, query, variables, { isLogDown: true });
  const isRefused = unrecorded.text.includes('"AUDIT_UNAVAILABLE"') && !unrecorded.text.includes('"data"');
  const isMutation = query.startsWith('mutation') && answer.refused === undefined;
  // What may have to be recorded can be refused beforehand, also where nothing comes of it.
  const isHeld =
    answer.disclosures.length > 0 || isMutation ? isRefused : isRefused || unrecorded.text === answer.text;
  if (!isHeld) return `while nothing can be recorded ${unrecorded.text}\nnot ${answer.text}`;
  if (isMutation && unrecorded.requests.length > 0)
    return `changed while nothing can be recorded: ${JSON.stringify(unrecorded.requests)}`;
  const objects = await asking.ask(principal, query, variables, { as: 'objects' });
  if (objects.text !== answer.text) return `as objects ${objects.text}\nnot ${answer.text}`;
  const told = await asking.ask(principal, query, variables, { withheldAs: 'errors' });
  const toldAsObjects = await asking.ask(principal, query, variables, {
    as: 'objects',
    withheldAs: 'errors',
  });
  if (toldAsObjects.text !== told.text) return `as objects ${toldAsObjects.text}\nnot ${told.text}`;
  if (answer.refused !== undefined || told.refused !== undefined)
    return answer.text === told.text ? undefined : `refused as ${told.text}\nnot ${answer.text}`;
  const { errors = [], ...rest } = told.body;
  const { errors: usual = [], ...others } = answer.body;
  if (sortedText(rest) !== sortedText(others)) return `with errors ${told.text}\nnot ${answer.text}`;
  const places = placesOf(answer.body.extensions?.withheld).map(({ count: _count, ...place }) => place);
  const expected = [...places.map(({ path, ...fact }) => ({ path, code: 'WITHHELD', ...fact })), ...usual];
  const given = errors.map((error) => {
    const { path, extensions = {} } = error;
    const { traceId: _traceId, ...fact } = extensions as Readonly<Record<string, unknown>>;
    return fact['code'] === 'WITHHELD' ? { path, ...fact } : error;
  });
  const [first, second] = [given, expected].map((each) => each.map(sortedText).toSorted().join('\n'));
  return first === second ? undefined : `errors\n${first}\nnot\n${second}`;
}
