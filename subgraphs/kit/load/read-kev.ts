import { orRefusal } from './fault.ts';
import { cveIdOf, dayOf } from './identifiers.ts';
import { readJson } from './json-document.ts';
import { listOf, objectOf, optionalText, textIn, textsIn } from './json-value.ts';
import { markingOf } from './loaded-marking.ts';
import type { Reader } from './reader.ts';
import type { VulnerabilityRecord } from './record.ts';
import type { Json } from './stix-object.ts';

/** CISA's catalogue of known exploited vulnerabilities. */
export const readKev: Reader = async function* (file) {
  const document = await readJson(file);
  const catalogue = objectOf(document.root, 'catalogue');
  const version = textIn(catalogue['catalogVersion'], 'catalogVersion');
  for (const [index, entry] of listOf(catalogue['vulnerabilities'], 'vulnerabilities').entries()) {
    const position = document.entry('vulnerabilities', index);
    yield orRefusal(position, () =>
      vulnerabilityOf(entry, version, file.name, `vulnerabilities[${index}], line ${position.line}`),
    );
  }
};

function vulnerabilityOf(
  value: Json,
  catalogVersion: string,
  file: string,
  record: string,
): VulnerabilityRecord {
  const entry = objectOf(value, 'entry');
  const dueDate = optionalText(entry['dueDate'], 'dueDate');
  return {
    kind: 'vulnerability',
    cveId: cveIdOf(textIn(entry['cveID'], 'cveID')),
    vendor: textIn(entry['vendorProject'], 'vendorProject'),
    product: textIn(entry['product'], 'product'),
    name: textIn(entry['vulnerabilityName'], 'vulnerabilityName'),
    description: textIn(entry['shortDescription'], 'shortDescription'),
    requiredAction: textIn(entry['requiredAction'], 'requiredAction'),
    dateAdded: dayOf(textIn(entry['dateAdded'], 'dateAdded'), '`dateAdded`'),
    dueDate: dueDate === null ? null : dayOf(dueDate, '`dueDate`'),
    knownRansomwareUse:
      optionalText(entry['knownRansomwareCampaignUse'], 'knownRansomwareCampaignUse') === 'Known',
    notes: optionalText(entry['notes'], 'notes') ?? '',
    cwes: textsIn(entry['cwes'], 'cwes'),
    catalogVersion,
    marking: markingOf('CLEAR'),
    provenance: {
      file,
      format: 'kev',
      record,
      source: `CISA KEV ${catalogVersion}`,
      licence: 'CC0-1.0',
      statements: [],
    },
  };
}
