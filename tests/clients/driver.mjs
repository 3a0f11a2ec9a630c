// SPDX-License-Identifier: Apache-2.0
// Lets the published client packages do a list of operations and prints what came of each:
//   node driver.mjs OPERATIONS.json      stdout: a JSON array, one object for each operation
// An operation is {"op": NAME, …}; `actions` below names them all. {"op": "parallel", "of": […]} does several at a time.
// Every result has `seconds` and `log`, what the client printed; one that threw has `error`.
import { readFile } from 'node:fs/promises';
import { blobActions } from './blob.mjs';
import { cacheActions } from './cache.mjs';
import { fileActions } from './files.mjs';
import { twirpActions } from './twirp.mjs';

const actions = {
  ...cacheActions,
  ...twirpActions,
  ...blobActions,
  ...fileActions,
  parallel: async ({ of }) => ({ results: await Promise.all(of.map(perform)) }),
};

const printed = [];
const printToUser = process.stdout.write.bind(process.stdout);
process.stdout.write = (text) => printed.push(text.toString());

async function perform(operation) {
  const action = actions[operation.op];
  const start = performance.now();
  const seen = printed.length;
  let result;
  try {
    result = action ? await action(operation) : { error: `no operation '${operation.op}'` };
  } catch (error) {
    result = { error: `${error.name}: ${error.message}` };
  }
  return { op: operation.op, ...result, seconds: (performance.now() - start) / 1000, log: printed.slice(seen).join('') };
}

const operations = JSON.parse(await readFile(process.argv[2], 'utf8'));
const results = [];
for (const operation of operations) results.push(await perform(operation));
printToUser(JSON.stringify(results), () => process.exit(0));
