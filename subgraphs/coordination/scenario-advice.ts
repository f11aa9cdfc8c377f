/** What an election office does now about an incident of a type, in words a county clerk reads. */
export function whatToDo(type: string): string {
  return advice[type] ?? 'Write down what you saw and when, and call the state election desk.';
}

const advice: Readonly<Record<string, string>> = {
  BOMB_THREAT:
    'Call 911. Keep the e-mail and do not answer it. Leave the building only when police say so; then note the time and ask the court for more hours.',
  SWATTING: 'Answer the officers who come, keep voting going where they allow it, and write down the times.',
  THREAT_TO_PERSON: 'Call 911. Keep the recording or the message. Do not repeat the words in public.',
  FACILITY_OUTAGE:
    'Use emergency ballots and lamps, keep the line where it is, and tell voters that they can still vote.',
  POLLBOOK_OUTAGE: 'Go on with the printed list of voters and provisional ballots until the books start.',
  DEVICE_FAULT: 'Take the device out of use, put a seal on it, and go on with the next one or with paper.',
  DDOS: 'The count is not touched. Send the press to the state page and leave the server running.',
  PHISHING: 'Do not open the link. Forward the mail as an attachment and tell everybody in the office.',
  INTRUSION:
    'Do not switch the computer off. Take it off the network, and wait for the call from your state.',
  FALSE_PROCEDURE_CLAIM: 'Post the right time or place from your own account and link to the official page.',
  IMPERSONATION: 'Ask for the badge, note what the person looks like, and call the police.',
  VOTER_INTIMIDATION: 'Ask the people to keep the distance the law says, and call the police if they do not.',
  WEATHER: 'Tell voters of another way in, and ask the county for help with the road.',
  SUPPLY: 'Print on demand or ask the county for ballots at once, and keep voters in line.',
};
