/** What is under way, to be found by a text and by what else makes two of them equal. */
export interface Flights<Flight> {
  find(text: string, isEqual: (flight: Flight) => boolean): Flight | undefined;
  add(text: string, flight: Flight): void;
  /** Forgets it; nothing happens when it is forgotten already. */
  remove(text: string, flight: Flight): void;
}

interface Entry<Flight> {
  text: string;
  flight: Flight | undefined;
  next: Entry<Flight> | undefined;
}

const places = 1024;
/** Characters of a text that are looked at to find its place. */
const samples = 64;

/**
 * Opens a table of flights, which come and go with every request.
 *
 * Not a Map: V8 keeps what was deleted from one alive in the tables that it grew out of, so every answer would live
 * until the next full collection. An entry that is removed here leads nowhere.
 */
export function openFlights<Flight>(): Flights<Flight> {
  const table: (Entry<Flight> | undefined)[] = Array.from({ length: places }, () => undefined);
  return {
    find(text, isEqual) {
      for (let at = table[placeOf(text)]; at; at = at.next) {
        if (at.text === text && at.flight !== undefined && isEqual(at.flight)) return at.flight;
      }
      return undefined;
    },
    add(text, flight) {
      const place = placeOf(text);
      table[place] = { text, flight, next: table[place] };
    },
    remove(text, flight) {
      const place = placeOf(text);
      let before: Entry<Flight> | undefined;
      let at = table[place];
      while (at && at.flight !== flight) [before, at] = [at, at.next];
      if (!at) return;
      if (before) before.next = at.next;
      else table[place] = at.next;
      at.text = '';
      at.flight = at.next = undefined;
    },
  };
}

function placeOf(text: string): number {
  const step = Math.max(1, Math.floor(text.length / samples));
  let hash = text.length;
  // Values stand at the end of what is asked.
  for (let at = text.length - 1; at >= 0; at -= step) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0;
  return (hash ^ (hash >>> 10)) & (places - 1);
}
