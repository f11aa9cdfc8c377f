/**
 * Takes from this process's environment everything by which Apollo's packages are told to call somebody.
 *
 * The gateway exports usage data every hour unless `APOLLO_TELEMETRY_DISABLED` is set before it is constructed;
 * `APOLLO_KEY` and its like turn on reporting and schema delivery; `APOLLO_DISABLE_SECURITY_...` takes away
 * limits of the query planner.
 */
export function silenceApollo(environment: NodeJS.ProcessEnv = process.env): void {
  for (const name of Object.keys(environment)) {
    if (name.startsWith('APOLLO_')) delete environment[name];
  }
  environment['APOLLO_TELEMETRY_DISABLED'] = 'true';
}
