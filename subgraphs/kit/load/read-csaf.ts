import { Fault, orRefusal, quoted } from './fault.ts';
import { cveIdOf, momentOf } from './identifiers.ts';
import { readJson } from './json-document.ts';
import { isObject, listOf, objectOf, optionalText, textIn, textsIn } from './json-value.ts';
import type { JsonObject } from './json-value.ts';
import { markingOf } from './loaded-marking.ts';
import type { Reader } from './reader.ts';
import type { AdvisoryProduct, AdvisoryRecord, AdvisoryVulnerability } from './record.ts';
import type { Tlp } from '../marking.ts';
import type { Json } from './stix-object.ts';
import { tlpOfLabel } from './tlp.ts';

/** A CSAF 2.0 security advisory; its TLP label becomes its marking, a label it does not know becomes RED. */
export const readCsaf: Reader = async function* (file, { defaultTlp }) {
  const { root } = await readJson(file);
  const position = { line: null, column: null, record: 'document' };
  const labelled = orRefusal(position, () => ({ kind: 'label', label: labelOf(root) }) as const);
  if (labelled.kind === 'refusal') {
    yield labelled;
    return;
  }
  const { label } = labelled;
  const tlp = label === null ? defaultTlp : tlpOfLabel(label);
  if (label !== null && tlp === null) {
    const reason = `TLP label ${quoted(label)} is unknown; the advisory is treated as TLP:RED`;
    yield { kind: 'warning', position, reason };
  }
  yield orRefusal(position, () => advisoryOf(root, file.name, tlp ?? 'RED'));
};

function labelOf(root: Json): string | null {
  const distribution = objectOf(objectOf(root, 'advisory')['document'], 'document')['distribution'];
  if (distribution === undefined) return null;
  const tlp = objectOf(distribution, 'document.distribution')['tlp'];
  return tlp === undefined
    ? null
    : textIn(objectOf(tlp, 'document.distribution.tlp')['label'], 'document.distribution.tlp.label');
}

function advisoryOf(root: Json, file: string, tlp: Tlp): AdvisoryRecord {
  const advisory = objectOf(root, 'advisory');
  const document = objectOf(advisory['document'], 'document');
  const tracking = objectOf(document['tracking'], 'document.tracking');
  const publisher = textIn(
    objectOf(document['publisher'], 'document.publisher')['name'],
    'document.publisher.name',
  );
  const id = textIn(tracking['id'], 'document.tracking.id');
  if (id.trim() === '') throw new Fault('`document.tracking.id` is empty');
  const version = textIn(tracking['version'], 'document.tracking.version');
  const day = (name: string): string =>
    momentOf(textIn(tracking[name], `document.tracking.${name}`), `\`${name}\``);
  return {
    kind: 'advisory',
    id,
    title: textIn(document['title'], 'document.title'),
    publisher,
    status: textIn(tracking['status'], 'document.tracking.status'),
    version,
    summary: noteOf(document, 'document.notes') ?? '',
    notes: generalNotesOf(document, 'document.notes'),
    initialReleaseDate: day('initial_release_date'),
    currentReleaseDate: day('current_release_date'),
    products: productsOf(advisory['product_tree']),
    vulnerabilities: listOf(advisory['vulnerabilities'], 'vulnerabilities').map((value, index) =>
      vulnerabilityOf(value, `vulnerabilities[${index}]`),
    ),
    references: listOf(document['references'], 'document.references').map((value, index) => {
      const at = `document.references[${index}]`;
      const reference = objectOf(value, at);
      return {
        category: optionalText(reference['category'], `${at}.category`) ?? 'external',
        summary: optionalText(reference['summary'], `${at}.summary`) ?? '',
        url: textIn(reference['url'], `${at}.url`),
      };
    }),
    marking: markingOf(tlp),
    provenance: {
      file,
      format: 'csaf',
      record: id,
      source: `${publisher} ${id}, version ${version}`,
      licence: null,
      statements: [],
    },
  };
}

function vulnerabilityOf(value: Json, at: string): AdvisoryVulnerability {
  const entry = objectOf(value, at);
  const cve = optionalText(entry['cve'], `${at}.cve`);
  const cwe = entry['cwe'] === undefined ? null : objectOf(entry['cwe'], `${at}.cwe`);
  const status =
    entry['product_status'] === undefined ? {} : objectOf(entry['product_status'], `${at}.product_status`);
  return {
    cveId: cve === null ? null : cveIdOf(cve),
    title: optionalText(entry['title'], `${at}.title`),
    cwe:
      cwe === null
        ? null
        : { id: textIn(cwe['id'], `${at}.cwe.id`), name: textIn(cwe['name'], `${at}.cwe.name`) },
    summary: noteOf(entry, `${at}.notes`) ?? '',
    cvss: cvssOf(entry['scores'], `${at}.scores`),
    affectedProducts: textsIn(status['known_affected'], `${at}.product_status.known_affected`),
    remediations: listOf(entry['remediations'], `${at}.remediations`).map((item, index) => {
      const remediation = objectOf(item, `${at}.remediations[${index}]`);
      return {
        category: textIn(remediation['category'], `${at}.remediations[${index}].category`),
        details: textIn(remediation['details'], `${at}.remediations[${index}].details`),
      };
    }),
  };
}

function generalNotesOf(owner: JsonObject, at: string): readonly string[] {
  return notesOf(owner, at)
    .filter((entry) => entry['category'] === 'general')
    .map((note) => textIn(note['text'], `${at}.text`).trim());
}

function notesOf(owner: JsonObject, at: string): readonly JsonObject[] {
  return listOf(owner['notes'], at).map((note, index) => objectOf(note, `${at}[${index}]`));
}

function noteOf(owner: JsonObject, at: string): string | null {
  const notes = notesOf(owner, at);
  const note =
    notes.find((entry) => entry['category'] === 'summary') ??
    notes.find((entry) => entry['category'] === 'description');
  return note === undefined ? null : textIn(note['text'], `${at}.text`).trim();
}

function cvssOf(value: Json | undefined, at: string): AdvisoryVulnerability['cvss'] {
  for (const score of listOf(value, at)) {
    const cvss = objectOf(score, at)['cvss_v3'];
    if (!isObject(cvss)) continue;
    const { baseScore, baseSeverity, vectorString } = cvss;
    if (typeof baseScore !== 'number' || baseScore < 0 || baseScore > 10)
      throw new Fault(`\`${at}.cvss_v3.baseScore\` must be a number from 0 to 10`);
    return {
      score: baseScore,
      severity: textIn(baseSeverity, `${at}.cvss_v3.baseSeverity`),
      vector: textIn(vectorString, `${at}.cvss_v3.vectorString`),
    };
  }
  return null;
}

function productsOf(tree: Json | undefined): readonly AdvisoryProduct[] {
  if (tree === undefined) return [];
  const products: AdvisoryProduct[] = [];
  const root = objectOf(tree, 'product_tree');
  for (const name of listOf(root['full_product_names'], 'product_tree.full_product_names'))
    products.push(productOf(name, {}));
  const walk = (value: Json | undefined, path: Readonly<Record<string, string>>): void => {
    for (const item of listOf(value, 'product_tree.branches')) {
      const branch = objectOf(item, 'product_tree.branches');
      const category = textIn(branch['category'], 'product_tree.branches.category').replace(/_range$/, '');
      const here = { ...path, [category]: textIn(branch['name'], 'product_tree.branches.name') };
      if (branch['product'] !== undefined) products.push(productOf(branch['product'], here));
      walk(branch['branches'], here);
    }
  };
  walk(root['branches'], {});
  return products;
}

function productOf(value: Json, path: Readonly<Record<string, string>>): AdvisoryProduct {
  const product = objectOf(value, 'product');
  return {
    id: textIn(product['product_id'], 'product.product_id'),
    name: textIn(product['name'], 'product.name'),
    vendor: path['vendor'] ?? null,
    product: path['product_name'] ?? null,
    version: path['product_version'] ?? null,
  };
}
