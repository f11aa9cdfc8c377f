import { WatchfloorError } from '../../error/error.ts';
import type { PlacedFault } from './writing.ts';
import type { Fault, Faults } from './faults.ts';
import type { Withheld } from './withheld.ts';

/** Of more empty places than this, those of one field in one list are told by one error. */
const maximumPlaces = 100;

/**
 * The errors of an answer: one for each place that a failure left empty, and one for each failure of `noted` that
 * nobody can see the place of, unless the place was withheld.
 */
export function toldErrors(
  placed: readonly PlacedFault[],
  noted: ReturnType<Faults['noted']>,
  withheld: Withheld,
): readonly WatchfloorError[] {
  const direct = new Set(placed.filter(({ derived }) => !derived).map(({ fault }) => fault));
  const byFault = new Map<Fault, Map<string, PlacedFault['path']>>();
  for (const { fault, path, derived } of placed) {
    if (derived && direct.has(fault)) continue;
    const paths = byFault.get(fault) ?? new Map<string, PlacedFault['path']>();
    byFault.set(fault, paths.set(JSON.stringify(path), path));
  }
  const told = [...byFault].flatMap(([fault, places]) => {
    const paths = [...places.values()];
    const [first] = paths;
    if (fault.once && first) return [errorOf(fault, first)];
    if (paths.length > maximumPlaces) {
      const alike = Map.groupBy(paths, (path) => path.filter((step) => typeof step === 'string').join(' '));
      return [...alike.values()].map((one) => errorOf(fault, commonPath(one)));
    }
    return paths.map((path) => errorOf(fault, path));
  });
  const words = new Set(told.map(({ message }) => message));
  for (const [fault, about] of noted) {
    if (words.has(fault.message) || withheld.hides(fault, about)) continue;
    words.add(fault.message);
    told.push(errorOf(fault, []));
  }
  return told;
}

function errorOf({ code, message, agency }: Fault, path: PlacedFault['path']): WatchfloorError {
  return new WatchfloorError(code, message, {
    ...(agency === undefined ? {} : { agency }),
    ...(path.length > 0 ? { path } : {}),
  });
}

/** The longest path that leads to all places, ending with a key. */
function commonPath([first = [], ...others]: readonly PlacedFault['path'][]): PlacedFault['path'] {
  const differing = first.findIndex((step, index) => others.some((path) => path[index] !== step));
  const common = differing < 0 ? first : first.slice(0, differing);
  const lastKey = common.findLastIndex((step) => typeof step === 'string');
  return common.slice(0, lastKey + 1);
}
