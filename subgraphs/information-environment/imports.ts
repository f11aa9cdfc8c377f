import { put } from '../kit/change.ts';
import type { ImportMap } from '../kit/change.ts';
import { stixExternalId, stixText } from '../kit/load/stix-object.ts';
import type { Json, StixObject } from '../kit/load/stix-object.ts';
import { influenceTechniques } from './tables.ts';

/** What analysts take from imported files: the techniques of the DISARM catalogue. */
export const imports: ImportMap = {
  stix: ({ object, catalogue, marking, provenance }) => {
    if (catalogue !== 'DISARM' || object.type !== 'attack-pattern') return [];
    return [
      put(influenceTechniques, {
        id: object.id,
        externalId: stixExternalId(object, 'mitre-attack') ?? stixExternalId(object, 'DISARM') ?? object.id,
        name: stixText(object, 'name') ?? object.id,
        description: stixText(object, 'description') ?? '',
        tactic: tacticOf(object),
        provenance: { source: provenance.source, file: provenance.file, record: provenance.record },
        marking,
      }),
    ];
  },
};

/** The first phase of the kill chain that the technique is for. */
function tacticOf(object: StixObject): string | null {
  const phases = object['kill_chain_phases'];
  const first = Array.isArray(phases) ? (phases as readonly Json[])[0] : undefined;
  if (first == null || typeof first !== 'object' || Array.isArray(first)) return null;
  const name = (first as { readonly [key: string]: Json })['phase_name'];
  return typeof name === 'string' ? name : null;
}
