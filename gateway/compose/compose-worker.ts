import { parentPort, workerData } from 'node:worker_threads';
import { compose } from './compose.ts';
import type { ComposeOrder } from './compose-aside.ts';

const { subgraphs, subject } = workerData as ComposeOrder;
parentPort?.postMessage(compose(subgraphs, subject));
