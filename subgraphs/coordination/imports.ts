import { put } from '../kit/change.ts';
import type { ImportMap } from '../kit/change.ts';
import { stixText } from '../kit/load/stix-object.ts';
import { agencies } from './room-tables.ts';

/** Kinds of identity that are bodies; a person is never taken, and what is not told might be one. */
const bodies = new Set(['organization', 'group', 'class', 'system']);

/**
 * What the coordinating body takes of imported files: STIX identities, as agencies of kind OTHER.
 *
 * Agencies are public, so only an identity that is CLEAR in all its parts is taken.
 */
export const imports: ImportMap = {
  stix({ object, marking, fieldMarkings }) {
    const name = stixText(object, 'name');
    if (object.type !== 'identity' || name === null) return [];
    if (!bodies.has(stixText(object, 'identity_class') ?? '')) return [];
    const markings = [marking, ...fieldMarkings.map((part) => part.marking)];
    if (markings.some(({ tlp, caveats }) => tlp !== 'CLEAR' || caveats.length > 0)) return [];
    return [
      put(agencies, {
        id: object.id,
        stixId: object.id,
        name,
        kind: 'OTHER',
        marking: { ...marking, originator: marking.originator || 'coordination' },
      }),
    ];
  },
};
