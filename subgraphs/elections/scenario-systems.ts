import { putAll } from '../kit/change.ts';
import type { Change } from '../kit/change.ts';
import type { Scenario, ScenarioIncident, ScenarioSystem } from '../kit/scenario/scenario.ts';
import { deviceEvents, devices, systems, systemUses, systemWeaknesses } from './system-tables.ts';
import type { Device, DeviceEvent } from './system-tables.ts';

/** The advisory and the vulnerability of the story, which concern the ballot marking device. */
const storyWeaknesses = ['ICSA-2024-EX-01', 'CVE-1900-0001'];

const counts: Readonly<Record<string, readonly [number, number]>> = {
  BMD: [20, 400],
  ELECTRONIC_POLL_BOOK: [10, 200],
  SCAN_BATCH: [1, 6],
  EMS: [1, 3],
};

/** Voting systems, who uses them, their devices and logs. */
export function systemChanges(scenario: Scenario): readonly Change[] {
  const marker = markingDevice(scenario);
  const weak = scenario.systems.find(({ id }) => id === marker);
  const inventory = scenario.systems.flatMap((system) => inventoryOf(system, scenario));
  const faulty = faultyDevice(scenario);
  return [
    ...putAll(
      systems,
      scenario.systems.map(({ id, vendor, product, version }) => ({
        id,
        vendor,
        product,
        version,
        marking: scenario.marking('GREEN', 'elections'),
      })),
    ),
    ...putAll(
      systemUses,
      scenario.systems.flatMap(({ id, counties }) =>
        counties.map((jurisdiction) => ({ system: id, jurisdiction })),
      ),
    ),
    ...putAll(devices, [...inventory, ...faulty]),
    ...putAll(deviceEvents, eventsOf(scenario)),
    ...putAll(
      systemWeaknesses,
      weak === undefined ? [] : storyWeaknesses.map((weakness) => ({ weakness, system: weak.id })),
    ),
  ];
}

/** Devices that an incident touches. */
export function devicesOfIncident(incident: ScenarioIncident, scenario: Scenario): readonly string[] {
  switch (incident.story) {
    case 'deviceGwinnett':
      return faultyDevice(scenario).map(({ id }) => id);
    case 'claimGwinnett':
      return [
        ...faultyDevice(scenario).map(({ id }) => id),
        deviceId(markingDevice(scenario), incident.county),
      ];
    case 'pollbookCobb':
      return [deviceId(pollBook(scenario), incident.county)];
    default:
      return [];
  }
}

function inventoryOf(system: ScenarioSystem, scenario: Scenario): readonly Device[] {
  const random = scenario.random(`devices of ${system.id}`);
  const [low, high] = counts[system.deviceType] ?? [1, 10];
  return system.counties.map((jurisdiction) => {
    const mitigated = random.fraction() < 0.5;
    const acknowledged = mitigated || random.fraction() < 0.4;
    const minute = String(random.between(0, 59)).padStart(2, '0');
    return {
      id: deviceId(system.id, jurisdiction),
      type: system.deviceType,
      system: system.id,
      jurisdiction,
      place: null,
      count: random.between(low, high),
      mitigated,
      advisoryAcknowledgedAt: acknowledged ? scenario.at(`0${random.between(6, 8)}:${minute}`) : null,
      // Which office runs what unmended is a list of targets.
      marking: scenario.marking('AMBER_STRICT', 'elections', { releasableTo: ['cyber'] }),
    };
  });
}

/** The one device of the story that does not print, none where its place is not known. */
function faultyDevice(scenario: Scenario): readonly Device[] {
  const { county, places } = scenario.story('deviceGwinnett');
  const place = places[0];
  if (place === undefined) return [];
  return [
    {
      id: `${deviceId(markingDevice(scenario), county)}:1`,
      type: 'BMD',
      system: markingDevice(scenario),
      jurisdiction: county,
      place,
      count: 1,
      mitigated: true,
      advisoryAcknowledgedAt: scenario.at('06:40'),
      marking: scenario.marking('AMBER', 'elections'),
    },
  ];
}

function eventsOf(scenario: Scenario): readonly DeviceEvent[] {
  const gwinnett = scenario.story('deviceGwinnett').county;
  const all = deviceId(markingDevice(scenario), gwinnett);
  const books = deviceId(pollBook(scenario), scenario.story('pollbookCobb').county);
  const event = (
    device: string,
    time: string,
    disposition: DeviceEvent['disposition'],
    description: string,
  ): DeviceEvent => {
    const at = scenario.at(time);
    const marking = scenario.marking('AMBER', 'elections');
    return { id: `${device} ${at}`, device, at, description, disposition, marking };
  };
  return [
    ...faultyDevice(scenario).flatMap(({ id }) => [
      event(id, '07:25', 'FAILURE', 'The device takes the choices and prints no ballot'),
      event(id, '07:40', 'NA', 'The device is taken out of use; voters use the others of the place'),
      event(id, '07:55', 'SUCCESS', 'A replacement from the store prints its test ballots and is in use'),
    ]),
    event(all, '06:30', 'SUCCESS', 'All devices of the county are open and print their zero tapes'),
    event(all, '08:50', 'SUCCESS', 'All devices of the county are in use, by count of the office'),
    event(books, '07:10', 'FAILURE', 'Poll books at four places stop while they fetch the list of the day'),
    event(books, '08:05', 'OTHER', 'Two places go on with paper poll books'),
  ];
}

function deviceId(system: string, county: string): string {
  return `${system}@${county}`;
}

function markingDevice(scenario: Scenario): string {
  return systemOfType('BMD', scenario);
}

function pollBook(scenario: Scenario): string {
  return systemOfType('ELECTRONIC_POLL_BOOK', scenario);
}

function systemOfType(type: string, scenario: Scenario): string {
  const found = scenario.systems.find(({ deviceType }) => deviceType === type);
  if (found) return found.id;
  throw new Error(`the exercise has no system of type \`${type}\``);
}
