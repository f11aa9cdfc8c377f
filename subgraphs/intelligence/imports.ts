import { put } from '../kit/change.ts';
import type { ImportMap } from '../kit/change.ts';
import { stixText, stixTexts } from '../kit/load/stix-object.ts';
import type { StixObject } from '../kit/load/stix-object.ts';
import { actors, campaignActors, campaigns } from './tables.ts';

/** What intelligence takes from imported files: actors, campaigns, and whose a campaign is judged to be. */
export const imports: ImportMap = {
  stix: ({ object, catalogue, marking, fieldMarkings, provenance }) => {
    if (catalogue === 'DISARM') return [];
    const revoked = object['revoked'] === true;
    const shared = {
      id: object.id,
      name: stixText(object, 'name') ?? object.id,
      description: stixText(object, 'description'),
      firstSeen: instantOf(object, 'first_seen'),
      lastSeen: instantOf(object, 'last_seen'),
      provenance: { source: provenance.source, file: provenance.file, record: provenance.record },
      revoked,
      marking,
    };
    switch (object.type) {
      case 'intrusion-set':
      case 'threat-actor': {
        const aliases = stixTexts(object, 'aliases').filter((alias) => alias !== shared.name);
        return [put(actors, { ...shared, aliases, goals: stixTexts(object, 'goals'), fieldMarkings })];
      }
      case 'campaign':
        return [put(campaigns, { ...shared, objective: stixText(object, 'objective') })];
      case 'relationship': {
        const campaign = stixText(object, 'source_ref') ?? '';
        const actor = stixText(object, 'target_ref') ?? '';
        const attributed =
          object['relationship_type'] === 'attributed-to' &&
          campaign.startsWith('campaign--') &&
          /^(?:intrusion-set|threat-actor)--/u.test(actor);
        return attributed ? [put(campaignActors, { id: object.id, campaign, actor, revoked, marking })] : [];
      }
      default:
        return [];
    }
  },
};

function instantOf(object: StixObject, property: string): string | null {
  const text = stixText(object, property);
  return text === null ? null : new Date(text).toISOString();
}
