import { openApolloEngine, type ApolloEngineOptions } from '../../gateway/execute/apollo-engine.ts';
import { openCompiledEngine } from '../../gateway/execute/compiled-engine.ts';
import type { Engine } from '../../gateway/execute/engine.ts';

/** An engine that must answer every case. */
export interface TestedEngine {
  readonly name: string;
  /** Whether the cases' `stockDiffers` speaks of this engine. */
  readonly stock: boolean;
  open(options: ApolloEngineOptions): Engine;
}

/** The engines of the gateway: its own, and the stock one as the reference. */
export const testedEngines: readonly TestedEngine[] = [
  { name: 'stock', stock: true, open: openApolloEngine },
  { name: 'compiled', stock: false, open: openCompiledEngine },
];
