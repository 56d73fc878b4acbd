// The module of experiments, as the worker calls it. Loaded with the worker alone.

import init, { Failover, Throughput } from '../pkg/zab_lab.js';

/** @type {Promise<unknown> | undefined} */
let loading;

/** Loads the module, once. */
export async function loadLab() {
  loading ??= init();
  await loading;
}

export { Failover, Throughput };
