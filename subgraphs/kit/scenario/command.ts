export { exerciseKept, seedDemonstration } from './seed.ts';
