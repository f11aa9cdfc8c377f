import { put } from '../kit/change.ts';
import type { ImportMap } from '../kit/change.ts';
import type { RecordOf } from '../kit/load/record.ts';
import { countyOf } from './county-of-organization.ts';
import { stixChanges } from './stix-imports.ts';
import type { RowProvenance } from './indicator-tables.ts';
import { domains } from './watch-tables.ts';
import {
  advisories,
  advisoryProducts,
  advisoryWeaknesses,
  productKey,
  vulnerabilityReports,
} from './weakness-tables.ts';
import type { Vulnerability } from './weakness-tables.ts';

/** What the cyber agency takes from imported files. */
export const imports: ImportMap = {
  vulnerability: (record) => [put(vulnerabilityReports, knownExploited(record))],
  advisory: (record) => [
    put(advisories, {
      id: record.id,
      version: record.version,
      title: record.title,
      publisher: record.publisher,
      publishedAt: new Date(record.initialReleaseDate).toISOString(),
      updatedAt: new Date(record.currentReleaseDate).toISOString(),
      summary: record.summary,
      quotable: quotableOf(record),
      mitigations: [
        ...new Set(
          record.vulnerabilities.flatMap(({ remediations }) => remediations.map(({ details }) => details)),
        ),
      ],
      references: record.references.map(({ url }) => url).filter(isWebAddress),
      whatToDo: null,
      provenance: rowProvenance(record),
      marking: record.marking,
    }),
    ...affectedProducts(record).map((product) =>
      put(advisoryProducts, {
        advisory: record.id,
        version: record.version,
        product: product.id,
        name: product.name,
        vendor: product.vendor,
        productVersion: product.version,
        system: null,
        marking: record.marking,
      }),
    ),
    ...describedWeaknesses(record).flatMap((row) => [
      put(advisoryWeaknesses, {
        advisory: record.id,
        version: record.version,
        cveId: row.cveId,
        marking: record.marking,
      }),
      put(vulnerabilityReports, row),
    ]),
  ],
  domain: (record) => [
    put(domains, {
      name: record.domain,
      type: record.type,
      organization: record.organization,
      hasSecurityContact: record.hasSecurityContact,
      jurisdiction: countyOf(record),
      provenance: rowProvenance(record),
      marking: record.marking,
    }),
  ],
  stix: stixChanges,
};

/** Where a record came from, as the agency keeps it. */
function rowProvenance({ provenance }: Pick<RecordOf<'advisory'>, 'provenance'>): RowProvenance {
  return { source: provenance.source, file: provenance.file, record: provenance.record };
}

function knownExploited(record: RecordOf<'vulnerability'>): Vulnerability {
  return {
    cveId: record.cveId,
    source: 'known-exploited',
    rank: 0,
    name: record.name,
    vendor: record.vendor,
    product: record.product,
    productKey: productKey(record.vendor, record.product),
    description: record.description,
    requiredAction: record.requiredAction,
    addedAt: record.dateAdded,
    dueAt: record.dueDate,
    knownRansomwareUse: record.knownRansomwareUse,
    weaknesses: record.cwes,
    references: (record.notes.match(/https?:\/\/[^\s;,]+/giu) ?? []).filter(isWebAddress),
    provenance: rowProvenance(record),
    revoked: false,
    marking: record.marking,
  };
}

/** Products that a weakness affects; all that the advisory names where its weaknesses name none. */
function affectedProducts({ products, vulnerabilities }: RecordOf<'advisory'>) {
  const affected = new Set(vulnerabilities.flatMap(({ affectedProducts: ids }) => ids));
  return affected.size === 0 ? products : products.filter(({ id }) => affected.has(id));
}

function describedWeaknesses(record: RecordOf<'advisory'>): readonly Vulnerability[] {
  const products = new Map(record.products.map((product) => [product.id, product]));
  return record.vulnerabilities.flatMap((weakness) => {
    if (weakness.cveId === null) return [];
    const [product] = weakness.affectedProducts.flatMap((id) => products.get(id) ?? []);
    const { vendor = null, product: name = null } = product ?? {};
    return [
      {
        cveId: weakness.cveId,
        source: record.id,
        rank: 1,
        name: weakness.title ?? weakness.cveId,
        vendor,
        product: name,
        productKey: vendor !== null && name !== null ? productKey(vendor, name) : null,
        description: weakness.summary,
        requiredAction: weakness.remediations[0]?.details ?? null,
        addedAt: null,
        dueAt: null,
        knownRansomwareUse: null,
        weaknesses: weakness.cwe === null ? [] : [weakness.cwe.id],
        references: record.references.map(({ url }) => url).filter(isWebAddress),
        provenance: rowProvenance(record),
        revoked: false,
        marking: record.marking,
      },
    ];
  });
}

/** The publisher's sentence on exploitation: one that says whether it was seen, not what it would do. */
function quotableOf({ summary, notes, vulnerabilities }: RecordOf<'advisory'>): string | null {
  const texts = [summary, ...notes, ...vulnerabilities.map((weakness) => weakness.summary)];
  const sentences = texts.flatMap((text) => text.split(/(?<=[.!?])\s+/u));
  return (
    sentences.find(
      (sentence) =>
        /\b(?:no (?:evidence|known|indication)|not aware|been exploited|exploited in|exploitation has)\b/iu.test(
          sentence,
        ) && /exploit/iu.test(sentence),
    ) ?? null
  );
}

// The schema's type of an address answers nothing else.
function isWebAddress(text: string): boolean {
  return /^https?:\/\//iu.test(text) && URL.canParse(text);
}
