/** The parts of a marking in the order of `type Marking`; lists may be empty, what is not there is null. */
export interface MarkingParts {
  readonly tlp: string;
  readonly releasableTo: readonly string[];
  readonly originator: string;
  readonly caveats: readonly string[];
  readonly case?: string | null;
  readonly status: string;
  readonly division?: string | null;
}

// What parts the words and what JSON would have to escape; inside a word it is percent-encoded.
const special = /[%;,"\\\u0000-\u001f\u007f]/gu;

/**
 * A marking as one text, as `Marking.line` sends it: its parts with `;` between them, the words of a list with `,`.
 *
 * `AMBER;cyber,fbi;elections;LES;;EXERCISE;ocd-division/country:us/state:ga`.
 */
export function markingLine(marking: MarkingParts): string {
  const { tlp, releasableTo, originator, caveats, case: tied, status, division } = marking;
  return [
    word(tlp),
    releasableTo.map(word).join(','),
    word(originator),
    caveats.map(word).join(','),
    word(tied ?? ''),
    word(status),
    word(division ?? ''),
  ].join(';');
}

/** The parts that a line tells, whatever they say; undefined where it is not of the form. */
export function markingParts(line: string): MarkingParts | undefined {
  const parts = line.split(';');
  if (parts.length !== 7) return undefined;
  try {
    const [
      tlp = '',
      releasableTo = '',
      originator = '',
      caveats = '',
      tied = '',
      status = '',
      division = '',
    ] = parts;
    return {
      tlp: decodeURIComponent(tlp),
      releasableTo: words(releasableTo),
      originator: decodeURIComponent(originator),
      caveats: words(caveats),
      case: tied === '' ? null : decodeURIComponent(tied),
      status: decodeURIComponent(status),
      division: division === '' ? null : decodeURIComponent(division),
    };
  } catch {
    return undefined;
  }
}

function word(text: string): string {
  return text.replace(special, encodeURIComponent);
}

function words(list: string): readonly string[] {
  return list === '' ? [] : list.split(',').map(decodeURIComponent);
}
