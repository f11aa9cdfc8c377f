import type { Entities } from '../kit/subgraph.ts';
import { situationById } from './situation.ts';
import type { CoordinationSource } from './source.ts';

interface Keyed {
  readonly id: string;
}

/** How the entities that the coordinating body owns are found; to all others it only contributes. */
export const entities: Entities<CoordinationSource> = {
  Agency: ({ id }: Keyed, { source }) => source.agency.load(id),
  Incident: ({ id }: Keyed, { source }) => source.incident.load(id),
  Situation: ({ id }: Keyed) => situationById(id),
  Assignment: ({ id }: Keyed, { source }) => source.assignment.load(id),
  TaskForce: ({ id }: Keyed, { source }) => source.taskForce.load(id),
  SharingAgreement: ({ id }: Keyed, { source }) => source.sharingAgreement.load(id),
  Bulletin: ({ id }: Keyed, { source }) => source.bulletin.load(id),
  Rfi: ({ id }: Keyed, { source }) => source.rfi.load(id),
  ReleaseRequest: ({ id }: Keyed, { source }) => source.releaseRequest.load(id),
  NotificationCase: ({ id }: Keyed, { source }) => source.notificationCase.load(id),
  Disagreement: ({ id }: Keyed, { source }) => source.disagreement.load(id),
  Sitrep: ({ id }: Keyed, { source }) => source.sitrep.load(id),
};
