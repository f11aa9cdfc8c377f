import { tableRows } from './csv-table.ts';
import { atLine, Fault, orRefusal, quoted } from './fault.ts';
import { stateOf } from './identifiers.ts';
import { markingOf } from './loaded-marking.ts';
import type { Reader } from './reader.ts';
import type { DomainRecord } from './record.ts';

/** The columns of the .gov registry's list, in its own words and in the short form. */
export const domainColumns = {
  required: ['domain', 'domain_type', 'organization', 'city', 'state'],
  aliases: {
    domain_name: 'domain',
    organization_name: 'organization',
    suborganization_name: 'suborganization',
    security_contact_email: 'security_contact',
    has_security_contact: 'security_contact',
  },
};

/** Domains of the .gov registry; of a security contact only whether there is one. */
export const readDomains: Reader = async function* (file) {
  for await (const row of tableRows(file, domainColumns)) {
    if (row.kind === 'refusal') yield row;
    else yield orRefusal(atLine(row.line), () => domainOf(row.cell, file.name, row.line));
  }
};

const domainForm = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+gov$/;
const noContact = new Set(['', 'no', '(blank)', 'none']);

function domainOf(cell: (column: string) => string, file: string, line: number): DomainRecord {
  const domain = cell('domain').toLowerCase();
  if (!domainForm.test(domain)) throw new Fault(`${quoted(domain)} is no .gov domain`);
  return {
    kind: 'domain',
    domain,
    type: cell('domain_type'),
    isElection: /\belection\b/i.test(cell('domain_type')),
    organization: cell('organization'),
    suborganization: cell('suborganization') || null,
    city: cell('city'),
    state: stateOf(cell('state')).code,
    hasSecurityContact: !noContact.has(cell('security_contact').toLowerCase()),
    marking: markingOf('CLEAR'),
    provenance: {
      file,
      format: 'domains',
      record: `line ${line}`,
      source: 'CISA .gov registry',
      licence: 'CC0-1.0',
      statements: [],
    },
  };
}
