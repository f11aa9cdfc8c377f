import { put, putAll } from '../kit/change.ts';
import type { Change } from '../kit/change.ts';
import type { Scenario, ScenarioSystem } from '../kit/scenario/scenario.ts';
import { exposures, sensors } from './watch-tables.ts';
import type { Exposure, SensorCoverage } from './watch-tables.ts';
import {
  advisories,
  advisoryProducts,
  advisoryWeaknesses,
  productKey,
  vulnerabilityReports,
} from './weakness-tables.ts';

const advisory = 'ICSA-2024-EX-01';
const weakness = 'CVE-1900-0001';
const publishedAt = '2024-10-29T14:00:00.000Z';

/** What is watched, what can be attacked, and the exercise's advisory. */
export function watchChanges(exercise: Scenario): readonly Change[] {
  const system = exercise.systems.find(({ product }) => product === 'ClearMark BMD');
  return [
    ...putAll(sensors, coverage(exercise)),
    ...(system
      ? [...advisoryChanges(exercise, system), ...putAll(exposures, exposed(exercise, system))]
      : []),
  ];
}

/** Two thirds of the counties have a network sensor; those of the silent ones stopped after opening. */
function coverage(exercise: Scenario): readonly SensorCoverage[] {
  const random = exercise.random('sensor coverage');
  return exercise.counties.map(({ ocdId }) => {
    const silent = exercise.silent.includes(ocdId);
    const networkSensor = random.fraction() < 0.66 || silent;
    const lastReport = `09:${random.between(12, 29)}`;
    return {
      jurisdiction: ocdId,
      networkSensor,
      endpointDetection: random.fraction() < 0.5,
      domainBlocking: random.fraction() < 0.6,
      lastReportAt: networkSensor ? exercise.at(silent ? '07:05' : lastReport) : null,
      marking: exercise.marking('AMBER_STRICT', 'cyber'),
    };
  });
}

function exposed(exercise: Scenario, system: ScenarioSystem): readonly Exposure[] {
  const random = exercise.random('exposures');
  const marking = exercise.marking('AMBER_STRICT', 'cyber');
  const devices = random
    .sample(system.counties, Math.ceil(system.counties.length / 2))
    .map((jurisdiction) => {
      const mitigated = random.fraction() < 0.4;
      return {
        id: `${advisory} ${jurisdiction}`,
        jurisdiction,
        asset: `${system.product} ${system.version}`,
        cveId: weakness,
        unpatched: mitigated ? 0 : random.between(4, 60),
        since: publishedAt,
        mitigatedAt: mitigated ? exercise.at(`06:${random.between(10, 55)}`) : null,
        marking,
      };
    });
  const desktops = random.sample(exercise.counties, 8).map(({ ocdId }) => ({
    id: `remote-desktop ${ocdId}`,
    jurisdiction: ocdId,
    asset: 'Remote desktop of an office computer, open to the internet',
    cveId: null,
    unpatched: random.between(1, 3),
    since: exercise.at(`05:${random.between(10, 55)}`),
    mitigatedAt: null,
    marking,
  }));
  return [...devices, ...desktops];
}

function advisoryChanges(exercise: Scenario, system: ScenarioSystem): readonly Change[] {
  const marking = exercise.marking('CLEAR', 'cyber');
  const { vendor, product, version } = system;
  const name = `${vendor} ${product} ${version}`;
  const mitigation =
    'Install version 4.2.1 before the devices leave the store, and check the seal of each port.';
  const references = [`https://advisories.cyber.example/${advisory}`];
  return [
    put(advisories, {
      id: advisory,
      version: '1.0',
      title: `${vendor} ${product}`,
      publisher: 'Cyber agency',
      publishedAt,
      updatedAt: exercise.at('06:10'),
      summary: `Whoever can reach a port of a ${product} can start it in its service mode.`,
      quotable: 'No use of this weakness in an election is known.',
      mitigations: [mitigation, 'Test every device with marked ballots before voting begins.'],
      references,
      whatToDo:
        'Look at the seals of your ballot marking devices. If one is broken, take the device out of use, use another, and call the cyber desk. Voting goes on.',
      provenance: null,
      marking,
    }),
    put(advisoryProducts, {
      advisory,
      version: '1.0',
      product: system.id,
      name,
      vendor,
      productVersion: version,
      system: system.id,
      marking,
    }),
    put(advisoryWeaknesses, { advisory, version: '1.0', cveId: weakness, marking }),
    put(vulnerabilityReports, {
      cveId: weakness,
      source: advisory,
      rank: 1,
      name: `${product} service mode without a password`,
      vendor,
      product,
      productKey: productKey(vendor, product),
      description: 'The service mode of the device can be started from an open port.',
      requiredAction: mitigation,
      addedAt: null,
      dueAt: null,
      knownRansomwareUse: null,
      weaknesses: ['CWE-306'],
      references,
      provenance: null,
      revoked: false,
      marking,
    }),
  ];
}
