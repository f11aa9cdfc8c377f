export { seedDemonstration } from './seed.ts';
export type { SeedOptions } from './seed.ts';
